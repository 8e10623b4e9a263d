using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class LostRunTests : IAsyncLifetime
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
    public async Task The_end_of_a_run_is_stored_as_soon_as_the_catalog_takes_it()
    {
        _server.Agent.Hold();
        var id = await _server.BackUpAsync(BackupLevel.Full);
        await _server.Agent.Held;
        await ExecuteAsync("CREATE TRIGGER full BEFORE UPDATE OF State ON Jobs BEGIN SELECT RAISE(ABORT, 'no room'); END");
        _server.Agent.Release();
        await _server.Log.Entry(JobRunner.EndNotStored).WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        await ExecuteAsync("DROP TRIGGER full");

        var end = _server.EndOfAsync(id);
        // The test can't know when the runner began to wait.
        while (await Task.WhenAny(end, Task.Delay(20, Cancellation)) != end)
            _server.Time.Advance(JobEngine.FaultPause);

        Assert.Equal(JobState.Completed, (await end).State);
        Assert.Equal(1, _server.Agent.Backups);
    }

    [Fact]
    public async Task A_job_under_way_that_nobody_runs_is_taken_up_again()
    {
        var id = await _server.BackUpAsync(BackupLevel.Full, job: new JobOptions { StartSuspended = true });
        await ChangeAsync(id, job => job.State = JobState.Running);
        await _server.BackUpAsync(BackupLevel.Full, TestServer.OnTape);

        Assert.Equal(JobState.Completed, (await _server.EndOfAsync(id)).State);
    }

    [Theory]
    [InlineData(JobRecovery.CrashesInARow - 1, JobState.Failed)]
    [InlineData(JobRecovery.CrashesInARow - 2, JobState.Completed)]
    public async Task A_job_that_takes_the_server_down_again_and_again_fails(int crashesBefore, JobState end)
    {
        await _server.StopEngineAsync();
        var id = await _server.BackUpAsync(BackupLevel.Full);
        await ChangeAsync(id, job =>
        {
            job.State = JobState.Running;
            for (var number = 1; number <= crashesBefore; number++)
                job.Attempts.Add(new JobAttempt { Number = number, EndedAt = _server.Time.GetUtcNow(), Outcome = $"Pending: {JobRecovery.Reason}" });
            job.Attempts.Add(new JobAttempt { Number = crashesBefore + 1 });
        });
        await using var next = await TestServer.StartAsync(_folder, _server.Time);

        Assert.Equal(end, (await next.EndOfAsync(id)).State);
    }

    [Fact]
    public void A_run_that_goes_does_not_take_the_next_one_of_its_job_along()
    {
        var running = new RunningJobs();
        using var first = new RunningJob(1, Cancellation);
        using var second = new RunningJob(1, Cancellation);
        running.Add(first);
        running.Add(second);
        running.Remove(first);

        Assert.True(running.TryGet(1, out var found));
        Assert.Same(second, found);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var catalog = await _server.CatalogAsync();
        await catalog.Database.ExecuteSqlRawAsync(sql, Cancellation);
    }

    private async Task ChangeAsync(int id, Action<Job> change)
    {
        await using var catalog = await _server.CatalogAsync();
        change(await catalog.Jobs.SingleAsync(job => job.Id == id, Cancellation));
        await catalog.SaveChangesAsync(Cancellation);
    }
}
