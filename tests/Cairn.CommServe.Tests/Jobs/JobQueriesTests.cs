using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Cairn.DataAgents;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class JobQueriesTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("data/a.txt", "one");
        _folder.Write("projects/plan.txt", "plan");
        _server = await TestServer.StartAsync(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_list_shows_the_newest_first_in_pages_and_counts_all()
    {
        var (first, second, third) = (await FullAsync(), await FullAsync(), await FullAsync());

        var page = await ListAsync(new JobFilter { Take = 2 });
        Assert.Equal(3, page.Total);
        Assert.Equal([third, second], page.Jobs.Select(job => job.Id));
        Assert.Equal([first], (await ListAsync(new JobFilter { Skip = 2 })).Jobs.Select(job => job.Id));
    }

    [Fact]
    public async Task Filters_choose_by_state_subclient_client_operation_and_level()
    {
        var full = await FullAsync();
        var project = (await _server.BackedUpAsync(BackupLevel.Incremental, TestServer.Projects)).Id;
        var remote = (await _server.BackedUpAsync(BackupLevel.Full, TestServer.Remote)).Id;
        var suspended = await _server.BackUpAsync(BackupLevel.Differential, job: new JobOptions { StartSuspended = true });

        Assert.Equal([suspended], await IdsAsync(new JobFilter { Category = JobCategory.Active }));
        Assert.Equal([remote, project, full], await IdsAsync(new JobFilter { Category = JobCategory.Finished }));
        Assert.Equal([project], await IdsAsync(new JobFilter { SubclientId = TestServer.Projects }));
        Assert.Equal([remote], await IdsAsync(new JobFilter { ClientIds = [90] }));
        Assert.Equal([suspended], await IdsAsync(new JobFilter { Levels = [BackupLevel.Differential] }));
        Assert.Empty(await IdsAsync(new JobFilter { Operations = [OperationType.Restore] }));
    }

    [Fact]
    public async Task Old_jobs_are_left_out_when_only_recent_ones_are_wanted()
    {
        await FullAsync();
        _server.Time.Advance(TimeSpan.FromHours(2));
        var recent = await FullAsync();

        Assert.Equal([recent], await IdsAsync(new JobFilter { EndedWithin = TimeSpan.FromHours(1) }));
    }

    [Fact]
    public async Task A_running_job_shows_its_live_progress()
    {
        _server.Agent.Hold();
        var id = await _server.BackUpAsync(BackupLevel.Full);
        await _server.Agent.Held;
        var job = (await _server.Jobs.FindAsync(id, Cancellation))!;

        Assert.Equal((JobState.Running, "Backup", 1L, 3L), (job.State, job.Phase, job.Files, job.Bytes));
        Assert.InRange(job.Percent, 0, 99);
    }

    [Fact]
    public async Task An_unknown_job_is_nothing() => Assert.Null(await _server.Jobs.FindAsync(4711, Cancellation));

    [Fact]
    public void Failures_are_all_counted_and_the_first_kept()
    {
        var progress = new JobProgress();
        for (var i = 0; i < JobProgress.ItemFailuresKept + 5; i++)
            progress.ItemFailed(new ItemFailure($"/{i}", "no"));

        Assert.Equal(JobProgress.ItemFailuresKept + 5, progress.Read().FilesFailed);
        Assert.Equal(JobProgress.ItemFailuresKept, progress.Failures().Count);
        Assert.Equal(JobTrigger.CompleteWithErrors, JobResult.Done(progress).Trigger);
    }

    [Fact]
    public void Items_that_are_only_not_quite_right_are_warnings()
    {
        var progress = new JobProgress();
        progress.ItemFailed(new ItemFailure("/log", "changed while it was read", Kept: true));

        Assert.Equal(new JobResult(JobTrigger.CompleteWithWarnings, "1 item could not be kept exactly"), JobResult.Done(progress));
    }

    private async Task<int> FullAsync() => (await _server.BackedUpAsync(BackupLevel.Full)).Id;

    private Task<JobPage> ListAsync(JobFilter filter) => _server.Jobs.ListAsync(filter, Cancellation);

    private async Task<IEnumerable<int>> IdsAsync(JobFilter filter) => (await ListAsync(filter)).Jobs.Select(job => job.Id);
}
