using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Repositories;
using Cairn.CommServe.Tasks;
using Cairn.Repository.Snapshots;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class InterruptedJobTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("data/a.txt", "one");
        _server = await TestServer.StartAsync(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_running_job_can_be_killed_and_leaves_no_snapshot()
    {
        var id = await RunningAsync();
        await _server.Control.ActAsync(id, JobAction.Kill, TestServer.Admin, Cancellation);
        var job = await _server.EndOfAsync(id);

        Assert.Equal((JobState.Killed, null), (job.State, job.SnapshotId));
        Assert.Equal(0, await SnapshotsAsync());
        var details = (await _server.Jobs.DetailsAsync(id, Cancellation))!;
        Assert.Equal(["Waiting: asked for by admin", "Running", "Kill Pending: asked by admin", "Killed"],
            details.Events.Select(happening => happening.Message).Where(message => !message.Contains("became", StringComparison.Ordinal)));
        Assert.Equal("Killed", details.Attempts.Single().Outcome);
    }

    [Fact]
    public async Task Killing_twice_is_killing_once()
    {
        var id = await RunningAsync();
        await _server.Control.ActAsync(id, JobAction.Kill, TestServer.Admin, Cancellation);
        await _server.EndOfAsync(id);
        await _server.Control.ActAsync(id, JobAction.Kill, TestServer.Admin, Cancellation);

        Assert.Equal(JobState.Killed, (await _server.EndOfAsync(id)).State);
    }

    [Fact]
    public async Task A_suspended_job_runs_again_when_it_is_resumed()
    {
        var id = await RunningAsync();
        await _server.Control.ActAsync(id, JobAction.Suspend, TestServer.Admin, Cancellation);
        await _server.StateOfAsync(id, JobState.Suspended);
        _server.Agent.Release();
        await _server.Control.ActAsync(id, JobAction.Resume, TestServer.Admin, Cancellation);

        Assert.Equal(JobState.Completed, (await _server.EndOfAsync(id)).State);
        Assert.Equal(2, (await _server.Jobs.DetailsAsync(id, Cancellation))!.Attempts.Count);
    }

    [Fact]
    public async Task A_job_that_has_ended_can_not_be_changed()
    {
        var id = (await _server.BackedUpAsync(BackupLevel.Full)).Id;

        Assert.Equal("wrong-state", await RefusedKillAsync(id, TestServer.Admin));
        Assert.Equal("forbidden", await RefusedKillAsync(id, TestServer.Viewer));
        Assert.Equal("unknown-job", await RefusedKillAsync(999, TestServer.Admin));
    }

    [Fact]
    public async Task Stopping_the_server_in_order_leaves_its_jobs_pending_and_the_next_start_runs_them()
    {
        var id = await RunningAsync();
        await _server.StopEngineAsync();
        var stopped = (await _server.Jobs.FindAsync(id, Cancellation))!;
        Assert.Equal((JobState.Pending, "the server stopped"), (stopped.State, stopped.Reason));

        await using var next = await TestServer.StartAsync(_folder, _server.Time);

        Assert.Equal(JobState.Completed, (await next.EndOfAsync(id)).State);
    }

    [Fact]
    public async Task A_job_torn_off_with_its_server_runs_again()
    {
        var id = await RunningAsync();
        await _server.Agent.Held.WaitAsync(Cancellation);
        // Another server on the same data, while the first one still hangs in the job: what it does there no longer counts.
        await using var next = await TestServer.StartAsync(_folder, _server.Time);
        var job = await next.EndOfAsync(id);

        Assert.Equal(JobState.Completed, job.State);
        var details = (await next.Jobs.DetailsAsync(id, Cancellation))!;
        Assert.Equal(["Pending: the server broke off", "Completed"], details.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(1, await SnapshotsAsync());
    }

    [Theory]
    [InlineData(JobState.KillPending, JobState.Killed)]
    [InlineData(JobState.SuspendPending, JobState.Suspended)]
    public async Task What_was_asked_of_a_job_before_the_server_broke_off_comes_true(JobState asked, JobState reached)
    {
        var id = await RunningAsync();
        await ChangeAsync(id, job => job.State = asked);
        await using var next = await TestServer.StartAsync(_folder, _server.Time);

        Assert.Equal(reached, (await next.StateOfAsync(id, reached)).State);
    }

    [Fact]
    public async Task A_snapshot_committed_just_before_the_break_is_adopted()
    {
        var before = await _server.BackedUpAsync(BackupLevel.Full);
        await _server.StopEngineAsync();
        await ChangeAsync(before.Id, job =>
        {
            job.State = JobState.Running;
            job.SnapshotId = null;
            job.EndedAt = null;
        });

        await using var next = await TestServer.StartAsync(_folder, _server.Time);
        var job = await next.EndOfAsync(before.Id);

        Assert.Equal((JobState.Completed, before.SnapshotId, before.Files), (job.State, job.SnapshotId, job.Files));
        Assert.Equal(0, next.Agent.Backups);
        Assert.Equal(1, await SnapshotsAsync());
    }

    [Fact]
    public async Task A_failed_attempt_is_tried_again_after_a_while()
    {
        _server.Agent.Faults.Enqueue(new IOException("The library is not mounted."));
        var id = await _server.BackUpAsync(BackupLevel.Full);
        var pending = await _server.StateOfAsync(id, JobState.Pending);
        Assert.Equal("The library is not mounted.", pending.Reason);

        _server.Time.Advance(new JobEngineOptions().RetryInterval);

        Assert.Equal(JobState.Completed, (await _server.EndOfAsync(id)).State);
    }

    [Fact]
    public async Task A_job_fails_when_its_retries_are_used_up()
    {
        for (var i = 0; i < 3; i++)
            _server.Agent.Faults.Enqueue(new IOException("The library is not mounted."));
        var id = await _server.BackUpAsync(BackupLevel.Full, job: new JobOptions { Retries = 2 });
        for (var used = 1; used <= 2; used++)
        {
            await _server.Jobs.WaitAsync(id, job => job.State is JobState.Pending && AttemptsOf(job) == used, Cancellation);
            await _server.Control.ActAsync(id, JobAction.Resume, TestServer.Admin, Cancellation);
        }
        var job = await _server.EndOfAsync(id);

        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal("The library is not mounted. (after 2 retries)", job.Reason);

        int AttemptsOf(JobView view) => _server.Agent.Backups;
    }

    [Fact]
    public async Task A_job_that_is_not_running_when_its_time_is_over_is_killed()
    {
        var id = await _server.BackUpAsync(
            BackupLevel.Full, job: new JobOptions { StartSuspended = true, TotalRunningTime = TimeSpan.FromHours(1) });
        await _server.StateOfAsync(id, JobState.Suspended);

        _server.Time.Advance(TimeSpan.FromHours(1));
        await TouchAsync();

        Assert.Equal((JobState.Killed, "its total running time is over"), Figures(await _server.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_running_job_goes_on_after_its_time_and_is_killed_only_with_the_switch()
    {
        var gentle = await RunningAsync(new JobOptions { TotalRunningTime = TimeSpan.FromHours(1) });
        _folder.Write("projects/p.txt", "p");
        var strict = await _server.BackUpAsync(BackupLevel.Full, TestServer.Projects,
            new JobOptions { TotalRunningTime = TimeSpan.FromHours(1), KillWhenRunningTimeExpires = true });
        await _server.StateOfAsync(strict, JobState.Running);

        _server.Time.Advance(TimeSpan.FromHours(1));
        await TouchAsync();

        Assert.Equal(JobState.Killed, (await _server.EndOfAsync(strict)).State);
        Assert.Equal(JobState.Running, (await _server.Jobs.FindAsync(gentle, Cancellation))!.State);
        _server.Agent.Release();
        Assert.Equal(JobState.Completed, (await _server.EndOfAsync(gentle)).State);
    }

    private static (JobState, string?) Figures(JobView job) => (job.State, job.Reason);

    private async Task<string> RefusedKillAsync(int id, Caller caller) =>
        (await Assert.ThrowsAsync<RefusalException>(() => _server.Control.ActAsync(id, JobAction.Kill, caller, Cancellation))).Word;

    private async Task<int> RunningAsync(JobOptions? options = null)
    {
        _server.Agent.Hold();
        var id = await _server.BackUpAsync(BackupLevel.Full, job: options);
        await _server.StateOfAsync(id, JobState.Running);
        return id;
    }

    // Something happens to some job, so that the dispatcher looks at the clock: the test can't know when it went to sleep.
    private async Task TouchAsync() => await _server.BackUpAsync(BackupLevel.Full, TestServer.OnTape);

    private async Task ChangeAsync(int id, Action<Job> change)
    {
        await using var catalog = await _server.CatalogAsync();
        change(await catalog.Jobs.SingleAsync(job => job.Id == id, Cancellation));
        await catalog.SaveChangesAsync(Cancellation);
    }

    private async Task<int> SnapshotsAsync()
    {
        await using var catalog = await _server.CatalogAsync();
        var library = await catalog.Libraries.SingleAsync(library => library.Id == TestServer.DiskLibrary, Cancellation);
        var repository = await _server.Get<LibraryRepositories>().OpenAsync(library, Cancellation);
        return await new SnapshotList(repository).ReadAllAsync(Cancellation).CountAsync(Cancellation);
    }
}
