using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.CommServe.Tests.Jobs;
using Cairn.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.CreateTasks;

public sealed class RefusedTaskTests : IAsyncLifetime
{
    private static readonly CreateTaskCommand Backup = Requests.Backup(TestServer.Default, BackupLevel.Full);

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
    public Task A_viewer_may_not_back_up() =>
        RefusesAsync(Backup with { Caller = TestServer.Viewer }, RefusalKind.Forbidden, "forbidden");

    [Fact]
    public Task An_immediate_task_can_not_be_disabled() =>
        RefusesAsync(Backup with { Disabled = true }, RefusalKind.Invalid, "immediate-disabled");

    [Fact]
    public Task A_schedule_needs_a_pattern() =>
        RefusesAsync(Backup with { Type = TaskType.Schedule }, RefusalKind.Invalid, "pattern-missing");

    [Fact]
    public Task A_schedule_needs_a_pattern_that_can_be() =>
        RefusesAsync(
            Requests.Of(TestServer.Default, new SubtaskSpec { Backup = new BackupOptions(), Pattern = new() { Frequency = FrequencyType.Weekly } })
                with
            { Type = TaskType.Schedule },
            RefusalKind.Invalid, "weekly-without-days");

    [Fact]
    public Task A_number_of_days_needs_its_number() =>
        RefusesAsync(WithOptions(new BackupOptions { Retention = new RetentionSpec(RetentionKind.NumberOfDays, null) }), RefusalKind.Invalid, "numberofDays-missing");

    [Fact]
    public Task A_task_without_subtasks_asks_for_nothing() =>
        RefusesAsync(Backup with { Subtasks = [] }, RefusalKind.Invalid, "subtasks-missing");

    [Fact]
    public Task An_unknown_library_is_refused() =>
        RefusesAsync(WithOptions(new BackupOptions { DataPath = new DataPathSpec { LibraryId = 77 } }), RefusalKind.Unknown, "unknown-library");

    [Fact]
    public Task An_unknown_alert_is_refused() =>
        RefusesAsync(Backup with { Alert = new AlertSpec(99, null) }, RefusalKind.Unknown, "unknown-alert");

    [Fact]
    public Task One_unknown_subclient_among_known_ones_refuses_all() =>
        RefusesAsync(
            Backup with { Associations = [.. Backup.Associations, new AssociationSpec { SubclientId = 999 }] }, RefusalKind.Unknown, "unknown-subclient");

    [Theory]
    [InlineData("relative/folder")]
    [InlineData("")]
    public Task A_restore_goes_to_an_absolute_path(string destination) =>
        RefusesAsync(
            Requests.Restore(TestServer.Default, new RestoreOptions { Destination = destination }), RefusalKind.Invalid, "invalid-destination");

    [Fact]
    public Task A_restore_can_not_go_to_another_host() =>
        RefusesAsync(
            Requests.Restore(TestServer.Default, new RestoreOptions { Destination = "/tmp/x", DestinationClientName = "client002" }),
            RefusalKind.Invalid, "destination-out-of-reach");

    [Fact]
    public Task A_restore_of_a_job_needs_that_job() =>
        RefusesAsync(Requests.Restore(TestServer.Default, new RestoreOptions { FromJobId = 4711 }), RefusalKind.Unknown, "unknown-job");

    [Fact]
    public Task More_than_a_thousand_jobs_are_refused() =>
        RefusesAsync(
            Requests.Of(TestServer.Default, [.. Enumerable.Repeat(new SubtaskSpec { Backup = new BackupOptions() }, 1_001)]),
            RefusalKind.Invalid, "too-many-jobs");

    [Fact]
    public Task A_schedule_that_would_run_once_in_the_past_is_refused() =>
        RefusesAsync(
            Schedule(new() { Frequency = FrequencyType.OneTime, StartDate = Today.AddDays(-1) }), RefusalKind.Invalid, "start-in-past");

    [Fact]
    public Task A_schedule_that_has_ended_already_is_refused() =>
        RefusesAsync(Schedule(new() { Frequency = FrequencyType.Daily, EndDate = Today.AddDays(-1) }), RefusalKind.Invalid, "end-in-past");

    [Fact]
    public Task The_past_is_judged_in_the_zone_of_the_schedule()
    {
        _server.Time.SetUtcNow(new DateTimeOffset(Today.AddDays(1).ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero));
        // In Kiritimati, 14 hours ahead, the next day has come.
        var daily = new SchedulePattern { Frequency = FrequencyType.Daily, EndDate = Today, TimeZoneName = "Pacific/Kiritimati" };
        return RefusesAsync(Schedule(daily), RefusalKind.Invalid, "end-in-past");
    }

    [Fact]
    public Task An_unknown_time_zone_is_refused() =>
        RefusesAsync(
            Schedule(new() { Frequency = FrequencyType.Daily, TimeZoneName = "Mars/Olympus" }), RefusalKind.Unknown, "unknown-timezone");

    [Fact]
    public Task A_time_zone_that_is_two_is_refused() =>
        RefusesAsync(
            Schedule(new() { Frequency = FrequencyType.Daily, TimeZoneId = 31, TimeZoneName = "UTC" }), RefusalKind.Invalid, "timezone-contradicts");

    private DateOnly Today => DateOnly.FromDateTime(_server.Time.GetUtcNow().UtcDateTime);

    private static CreateTaskCommand Schedule(SchedulePattern pattern) =>
        Requests.Of(TestServer.Default, new SubtaskSpec { Backup = new BackupOptions(), Pattern = pattern }) with { Type = TaskType.Schedule };

    private static CreateTaskCommand WithOptions(BackupOptions options) =>
        Requests.Of(TestServer.Default, new SubtaskSpec { Backup = options });

    private async Task RefusesAsync(CreateTaskCommand command, RefusalKind kind, string word)
    {
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => _server.AskAsync(command));

        Assert.Equal((kind, word), (refusal.Kind, refusal.Word));
        await using var catalog = await _server.CatalogAsync();
        Assert.False(await catalog.Tasks.AnyAsync(Cancellation));
        Assert.False(await catalog.Jobs.AnyAsync(Cancellation));
    }
}
