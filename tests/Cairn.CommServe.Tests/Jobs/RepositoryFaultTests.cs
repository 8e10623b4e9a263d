using Cairn.CommServe.Accounts;
using Cairn.CommServe.Browsing;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Repository.Faults;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class RepositoryFaultTests : IAsyncLifetime
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

    private string Repository => _folder["server/libraries/disk/repository"];

    [Fact]
    public async Task A_repository_that_is_gone_is_not_made_anew()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        Directory.Move(Repository, _folder["unmounted"]);

        AssertFailedAtOnce(await _server.BackedUpAsync(BackupLevel.Full), Repository);
        await _server.StopEngineAsync();
        await using var next = await TestServer.StartAsync(_folder, _server.Time);
        AssertFailedAtOnce(await next.BackedUpAsync(BackupLevel.Full), "is its disk mounted?");
        Assert.False(Directory.Exists(Repository));
        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => next.Browse.ListAsync(new BrowseQuery { SubclientId = TestServer.Default }, UserRights.Everything, Cancellation));
        Assert.Equal("library-unavailable", refusal.Word);
    }

    [Fact]
    public async Task A_missing_key_is_named_with_its_path()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        await _server.StopEngineAsync();
        var key = _folder[$"server/keys/library-{TestServer.DiskLibrary}.key"];
        File.Delete(key);
        await using var next = await TestServer.StartAsync(_folder, _server.Time);

        AssertFailedAtOnce(await next.BackedUpAsync(BackupLevel.Full), key);
    }

    [Fact]
    public async Task A_full_store_is_not_tried_again()
    {
        _server.Agent.Faults.Enqueue(new StoreFullException("packs/1"));

        AssertFailedAtOnce(await _server.BackedUpAsync(BackupLevel.Full), "The store is full");
    }

    [Fact]
    public async Task A_damaged_snapshot_does_not_keep_another_job_from_a_second_attempt()
    {
        await _server.BackedUpAsync(BackupLevel.Full);
        DamageSnapshots();
        _server.Agent.Faults.Enqueue(new IOException("It broke."));
        var id = await _server.BackUpAsync(BackupLevel.Full);
        await _server.StateOfAsync(id, JobState.Pending);
        await _server.Control.ActAsync(id, JobAction.Resume, TestServer.Admin, Cancellation);

        Assert.Equal(JobState.Completed, (await _server.EndOfAsync(id)).State);
        var events = (await _server.Jobs.DetailsAsync(id, Cancellation))!.Events;
        Assert.Contains(events, happening => happening.Message.StartsWith("passed over a damaged snapshot", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(BackupLevel.Incremental)]
    [InlineData(BackupLevel.Differential)]
    [InlineData(BackupLevel.SyntheticFull)]
    public async Task A_damaged_base_makes_the_next_backup_full_with_the_reason(BackupLevel level)
    {
        var full = await _server.BackedUpAsync(BackupLevel.Full);
        DamageSnapshots();
        var job = await _server.BackedUpAsync(level);

        Assert.Equal((JobState.Completed, BackupLevel.Full), (job.State, job.LevelRun!.Value));
        Assert.StartsWith($"the snapshot of job {full.Id}, which it would build on, can't be read", job.LevelReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directories_may_be_nested_deeper_than_a_stack_is()
    {
        const int depth = 9_000;
        _server.Agent.Tree = session => NestedAsync(session, depth);
        await _server.BackedUpAsync(BackupLevel.Full);
        await _server.BackedUpAsync(BackupLevel.Incremental);
        var job = await _server.BackedUpAsync(BackupLevel.SyntheticFull);
        var page = await _server.Browse.ListAsync(
            new BrowseQuery { SubclientId = TestServer.Default, Mode = BrowseMode.Find, Skip = depth - 1, Take = 10 }, UserRights.Everything, Cancellation);

        Assert.Equal(JobState.Completed, job.State);
        Assert.Equal(depth * 2, page.Items.Single().Path.Length);
    }

    private static async Task<TreeRef> NestedAsync(WriteSession session, int depth)
    {
        var below = await session.OpenTreeWriter().FinishAsync(Cancellation);
        for (var i = 0; i < depth; i++)
        {
            var directory = session.OpenTreeWriter();
            await directory.AddAsync(
                new Entry { Name = EntryName.FromUtf8("d"), Kind = EntryKind.Directory, Subtree = below }, Cancellation);
            below = await directory.FinishAsync(Cancellation);
        }
        return below;
    }

    /// <summary>Beyond what parity can mend.</summary>
    private void DamageSnapshots()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository, "parity", "snapshots"), "*", SearchOption.AllDirectories))
            File.Delete(file);
        foreach (var file in Directory.GetFiles(Path.Combine(Repository, "snapshots"), "*", SearchOption.AllDirectories))
            File.WriteAllBytes(file, [1, 2, 3]);
    }

    private static void AssertFailedAtOnce(JobView job, string reason)
    {
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains(reason, job.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("retries", job.Reason, StringComparison.Ordinal);
    }
}
