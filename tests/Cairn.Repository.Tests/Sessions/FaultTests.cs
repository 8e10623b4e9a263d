using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sessions;

/// <summary>Whatever put goes wrong, and however: what was committed stays, and the next session succeeds.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(nameof(Fault.Fails), 1)]
    [InlineData(nameof(Fault.Fails), 2)]
    [InlineData(nameof(Fault.Full), 1)]
    [InlineData(nameof(Fault.AnswerLost), 1)]
    [InlineData(nameof(Fault.AnswerLost), 2)]
    public async Task Whichever_put_fails_earlier_snapshots_are_whole_and_the_next_session_succeeds(string what, int times)
    {
        var fault = Enum.Parse<Fault>(what);
        var first = Files(("a", RandomBytes(1, 150_000)), ("b", RandomBytes(2, 30_000)));
        var second = Files(("a", RandomBytes(3, 150_000)), ("b", RandomBytes(2, 30_000)), ("c", RandomBytes(4, 120_000)));
        var store = new MemoryStore();
        await BackUpAsync(await CreateAsync(store), first, "first");

        for (var put = 1; ; put++)
        {
            var copy = store.Copy();
            var plan = new FaultAt(put, fault, StoreCall.Put, times);
            var failed = await FailsAsync(new UnreliableStore(copy, plan, new NoTurns()), second, fault);
            // A put is repeated once; a snapshot is committed before its parity is put.
            var matters = plan.Name?.StartsWith("parity/snapshots/", StringComparison.Ordinal) == false;
            Assert.Equal(matters && (fault == Fault.Full || times > 1), failed);
            await AssertWholeAsync(copy, first, second);
            if (fault != Fault.Full)
                Assert.DoesNotContain(copy.Objects.Keys, name => name.StartsWith("sessions/", StringComparison.Ordinal));
            await BackUpAsync(await OpenAsync(copy), second, "second");
            await AssertWholeAsync(copy, first, second);
            if (!plan.HasHappened)
            {
                Assert.True(put > 5, "the session should have put packs, an index segment and a snapshot");
                return;
            }
        }
    }

    [Fact]
    public async Task A_power_cut_in_the_middle_of_a_write_leaves_only_a_temporary_file()
    {
        using var folder = new TemporaryFolder();
        var files = Files(("a", RandomBytes(1, 150_000)));
        await BackUpAsync(await CreateAsync(new LocalDisk(folder.Path)), files, "first");
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "tmp", "half"), RandomBytes(2, 40_000), Cancel);
        await AssertWholeAsync(new LocalDisk(folder.Path), files, files);
    }

    [Fact]
    public async Task Once_storing_has_failed_a_session_commits_nothing()
    {
        var store = new MemoryStore();
        await CreateAsync(store);
        var repository = await OpenAsync(Faulty(store, 2, Fault.Fails, times: 2));
        await using var session = await Cairn.Repository.Sessions.WriteSession.BeginAsync(repository, Cancel);
        var root = await StoreFolderAsync(session, []);
        await Assert.ThrowsAsync<StoreFailedException>(() => session.CheckpointAsync(Cancel));
        await Assert.ThrowsAsync<StoreFailedException>(() => session.CommitAsync(Description(), root, Cancel));
        Assert.DoesNotContain(store.Objects.Keys, name => name.StartsWith("snapshots/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_store_refuses_a_new_repository_whole()
    {
        var store = new MemoryStore();
        for (var put = 1; put <= 2; put++)
            await Assert.ThrowsAsync<StoreFullException>(() => CreateAsync(Faulty(store, put, Fault.Full)));
        Assert.False(await BackupRepository.ExistsAsync(store, Cancel));
        await CreateAsync(store);
        await OpenAsync(store);
    }

    private static UnreliableStore Faulty(MemoryStore store, int put, Fault fault, int times = 1) =>
        new(store, new FaultAt(put, fault, StoreCall.Put, times), new NoTurns());

    private static async Task<bool> FailsAsync(UnreliableStore store, SortedDictionary<string, byte[]> files, Fault fault)
    {
        try
        {
            await BackUpAsync(await OpenAsync(store), files, "second");
            return false;
        }
        catch (RepositoryException e)
        {
            Assert.Equal(fault == Fault.Full ? "store-full" : "store-failed", e.Word);
            return true;
        }
    }

    /// <summary>Every snapshot that is there is complete, and the first is there.</summary>
    private static async Task AssertWholeAsync(
        IObjectStore store, SortedDictionary<string, byte[]> first, SortedDictionary<string, byte[]> second)
    {
        var repository = await OpenAsync(store);
        var hosts = new List<string>();
        await foreach (var snapshot in new SnapshotList(repository).ReadAllAsync(Cancel))
        {
            hosts.Add(snapshot.Description.Host);
            AssertSame(hosts[^1] == "first" ? first : second, await RestoreAsync(repository, snapshot));
        }
        Assert.Contains("first", hosts);
        var report = await new RepositoryCheck(repository).RunAsync(new CheckOptions { ReadData = true }, null, Cancel);
        Assert.Empty(report.Findings);
    }
}
