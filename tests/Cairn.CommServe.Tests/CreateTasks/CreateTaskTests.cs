using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Cairn.CommServe.Tests.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.CreateTasks;

public sealed class CreateTaskTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.CreateAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_immediate_task_is_stored_with_its_request_and_a_waiting_job()
    {
        var created = await _server.AskAsync(Requests.Backup(TestServer.Default, BackupLevel.Full));

        await using var catalog = await _server.CatalogAsync();
        var task = await catalog.Tasks.Include(task => task.Subtasks).SingleAsync(Cancellation);
        Assert.Equal(created.TaskId, task.Id);
        Assert.Equal("<TMMsg_CreateTaskReq/>"u8.ToArray(), task.Request);
        Assert.Equal([TestServer.Default], task.SubclientIds);
        Assert.Equal(BackupLevel.Full, SubtaskJson.Read(task.Subtasks.Single()).Backup!.Level);
        var job = (await _server.Jobs.DetailsAsync(created.JobIds.Single(), Cancellation))!;
        Assert.Equal(JobState.Waiting, job.Job.State);
        Assert.Equal(TestServer.DiskLibrary, job.Job.LibraryId);
        Assert.Equal("admin", job.Job.OwnerName);
        Assert.Equal("Waiting: asked for by admin", job.Events.Single().Message);
    }

    [Fact]
    public async Task A_backup_set_gets_a_job_for_each_of_its_subclients()
    {
        var created = await _server.AskAsync(Requests.Backup(0, BackupLevel.Full) with
        {
            Associations = [new AssociationSpec { BackupSetId = TestServer.BackupSetId }],
        });

        var jobs = await _server.Jobs.ListAsync(new JobFilter { BackupSetId = TestServer.BackupSetId, OldestFirst = true }, Cancellation);
        Assert.Equal(created.JobIds, jobs.Jobs.Select(job => job.Id));
        Assert.Equal(
            [TestServer.Default, TestServer.Projects, TestServer.WithoutPolicy, TestServer.OnTape], jobs.Jobs.Select(job => job.Subclient.SubclientId));
    }

    [Theory]
    [InlineData(BackupLevel.Full, 166)]
    [InlineData(BackupLevel.SyntheticFull, 966)]
    public async Task A_job_without_a_priority_gets_that_of_its_operation(BackupLevel level, int priority) =>
        Assert.Equal(priority, (await FirstJobAsync(Requests.Backup(TestServer.Default, level))).Priority);

    [Fact]
    public async Task A_restore_comes_before_backups() =>
        Assert.Equal(66, (await FirstJobAsync(Requests.Restore(TestServer.Default, new RestoreOptions()))).Priority);

    [Fact]
    public async Task A_suspended_start_makes_a_job_that_waits_for_its_resumption()
    {
        var job = await FirstJobAsync(Requests.Backup(
            TestServer.Default, BackupLevel.Full, new JobOptions { StartSuspended = true, Priority = 0, Description = "hold for the night" }));

        Assert.Equal(("Suspended", 0, "hold for the night"), (job.Status, job.Priority, job.Description));
    }

    [Theory]
    [InlineData(IncrementalPlace.BeforeSynthetic, BackupLevel.Incremental, BackupLevel.SyntheticFull)]
    [InlineData(IncrementalPlace.AfterSynthetic, BackupLevel.SyntheticFull, BackupLevel.Incremental)]
    public async Task An_incremental_beside_a_synthetic_full_is_a_second_job_in_order(
        IncrementalPlace place, BackupLevel first, BackupLevel second)
    {
        var options = new BackupOptions { Level = BackupLevel.SyntheticFull, Incremental = place };
        var created = await _server.AskAsync(Requests.Of(TestServer.Default, new SubtaskSpec { Backup = options }));

        var jobs = (await _server.Jobs.ListAsync(new JobFilter { OldestFirst = true }, Cancellation)).Jobs;
        Assert.Equal([first, second], jobs.Select(job => job.LevelAsked!.Value));
        Assert.Equal([null, created.JobIds[0]], jobs.Select(job => job.RequiresJobId));
    }

    [Fact]
    public async Task Two_subtasks_on_one_subclient_are_two_jobs()
    {
        var full = new SubtaskSpec { Backup = new BackupOptions { Level = BackupLevel.Full } };
        var created = await _server.AskAsync(Requests.Of(TestServer.Default, full, full));

        Assert.Equal(2, created.JobIds.Count);
    }

    [Fact]
    public async Task A_schedule_keeps_its_pattern_and_has_no_jobs()
    {
        var subtask = new SubtaskSpec { Backup = new BackupOptions(), Pattern = new() { Frequency = Scheduling.FrequencyType.Daily, StartTime = new(21, 0) } };
        var created = await _server.AskAsync(Requests.Of(TestServer.Default, subtask) with { Type = TaskType.Schedule, Disabled = true });

        Assert.Empty(created.JobIds);
        await using var catalog = await _server.CatalogAsync();
        var stored = await catalog.Subtasks.Include(row => row.Task).SingleAsync(Cancellation);
        Assert.Equal($"Schedule {stored.Id}", stored.Name);
        Assert.Contains("21:00", stored.Pattern, StringComparison.Ordinal);
        Assert.True(stored.Task!.Disabled);
    }

    [Fact]
    public async Task A_pattern_of_an_immediate_task_is_ignored_with_a_warning()
    {
        var subtask = new SubtaskSpec { Backup = new BackupOptions(), Pattern = new() };
        var created = await _server.AskAsync(Requests.Of(TestServer.Default, subtask));

        var details = await _server.Jobs.DetailsAsync(created.JobIds.Single(), Cancellation);
        Assert.Equal("pattern-ignored", details!.Warnings.Single().Word);
    }

    [Fact]
    public async Task What_is_not_acted_on_is_named_on_the_job()
    {
        var options = new BackupOptions
        {
            Level = BackupLevel.Full,
            Retention = new RetentionSpec(RetentionKind.NumberOfDays, 7),
            DataPath = new DataPathSpec { LibraryId = 3 },
            Others = [new RequestedParameter("startNewMedia", "true"), new RequestedParameter("doNotTruncateLog", "true")],
        };
        var created = await _server.AskAsync(Requests.Of(TestServer.Default, new SubtaskSpec { Backup = options }) with { Alert = new AlertSpec(12, null) });

        var details = (await _server.Jobs.DetailsAsync(created.JobIds.Single(), Cancellation))!;
        Assert.Equal(["retentionJobType=NO_OF_DAYS", "numberofDays=7", "startNewMedia=true", "alertId=12"], details.Job.NotActedOn);
        Assert.Equal(["doNotTruncateLog=true"], details.Job.NotApplicable);
        Assert.Contains(details.Events, happening => happening.Severity is JobEventSeverity.Warning && happening.Message.Contains("startNewMedia=true", StringComparison.Ordinal));
        Assert.Equal(3, details.Job.LibraryId);
    }

    private async Task<JobView> FirstJobAsync(CreateTaskCommand command) =>
        (await _server.Jobs.FindAsync((await _server.AskAsync(command)).JobIds[0], Cancellation))!;
}
