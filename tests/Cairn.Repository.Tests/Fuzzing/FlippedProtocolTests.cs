using Cairn.Repository.Checking;
using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Fuzzing;

/// <summary>
/// The objects by which sessions and collections agree, and a scrub's mark, each with each of its bytes changed: a collection may then stop or remove
/// less than it could, but a snapshot loses nothing. (Of all other objects, the check's tests change every byte.)
/// </summary>
public sealed class FlippedProtocolTests
{
    private static readonly string[] Kinds = ["sessions/", "collections/", "snapshots/", "scrub/"];

    private readonly SortedDictionary<string, byte[]> _files = Files(("a", RandomBytes(1, 5_000)), ("b", RandomBytes(2, 3_000)));
    private SnapshotId _snapshot;

    [Fact]
    [Trait("Length", "long")]
    public Task No_changed_byte_loses_a_snapshot() => ChangeBytesAsync(step: 1);

    [Fact]
    public Task Changed_bytes_lose_no_snapshot() => ChangeBytesAsync(step: 151);

    private async Task ChangeBytesAsync(int step)
    {
        var flips = 0;
        foreach (var store in await StatesAsync())
            foreach (var name in store.Objects.Keys.Where(name => Kinds.Any(kind => name.StartsWith(kind, StringComparison.Ordinal))).Order())
                for (var position = 0; position < store.Objects[name].Length; position += step)
                {
                    var copy = store.Copy();
                    copy.Objects[name][position] ^= 0x55;
                    await AssertNothingIsLostAsync(copy, $"{name} at {position}");
                    flips++;
                }
        Assert.True(flips > 50);
    }

    /// <summary>
    /// A repository with a snapshot to keep, waste, a session that died, one that was fenced, and a collection that died after
    /// each of its first calls; each set of objects once.
    /// </summary>
    private async Task<IReadOnlyCollection<MemoryStore>> StatesAsync()
    {
        var store = new MemoryStore();
        var repository = await CreateAsync(store);
        _snapshot = (await BackUpAsync(repository, _files)).Id;
        var gone = await BackUpAsync(repository, Files(("b", RandomBytes(2, 3_000)), ("c", RandomBytes(3, 9_000))));
        await new SnapshotList(repository).ForgetAsync(gone.Id, Cancel);
        await ScrubAsync(repository);
        await StoreAsync(await WriteSession.BeginAsync(repository, Cancel), RandomBytes(4, 100));
        await SessionFence.PutAsync(repository, (await WriteSession.BeginAsync(repository, Cancel)).Id, Cancel);

        var states = new Dictionary<string, MemoryStore>();
        for (var calls = 1; ; calls++)
        {
            var copy = store.Copy();
            var faults = new FaultAt(calls, Fault.Dies);
            var dying = await OpenAsync(new UnreliableStore(copy, faults, new NoTurns()), faults);
            if (dying is not null)
                await TryCollectAsync(dying);
            states.TryAdd(string.Join('\n', copy.Objects.Keys.Where(name => name.StartsWith("collections/", StringComparison.Ordinal))
                .Select(name => name.Split("verdict")[0]).Order()), copy);
            if (!faults.HasHappened)
                return states.Values;
        }
    }

    private static Task<CheckReport> ScrubAsync(BackupRepository repository) => new RepositoryCheck(repository).RunAsync(
        new CheckOptions { ReadData = true, Scrub = true, Percent = 30 }, null, Cancel);

    private static async Task<BackupRepository?> OpenAsync(UnreliableStore store, FaultAt faults)
    {
        try
        {
            return await Sample.OpenAsync(store);
        }
        catch (StoreFailedException) when (faults.HasHappened)
        {
            return null;
        }
    }

    private async Task AssertNothingIsLostAsync(MemoryStore store, string change)
    {
        var repository = await Sample.OpenAsync(store);
        await TryCollectAsync(repository);
        // With another backup of what was thrown away: it must not rely on what has gone, or is going.
        var files = Files(("b", RandomBytes(2, 3_000)), ("c", RandomBytes(3, 9_000)));
        var later = await TryBackUpAsync(repository, files);
        await TryCollectAsync(repository);
        // Where a scrub's mark can't be read, it begins anew.
        await ScrubAsync(repository);
        var fresh = await Sample.OpenAsync(store);
        Assert.True(await RestoresAsync(fresh, _snapshot, _files), $"{change}: the snapshot was lost");
        Assert.True(later is null || await RestoresAsync(fresh, later.Id, files), $"{change}: a later snapshot was lost");
    }

    private static async Task<Snapshot?> TryBackUpAsync(BackupRepository repository, SortedDictionary<string, byte[]> files)
    {
        try
        {
            return await BackUpAsync(repository, files);
        }
        catch (RepositoryDamagedException)
        {
            return null;
        }
    }

    /// <summary>All waste goes, and no session is waited for for long.</summary>
    private static async Task TryCollectAsync(BackupRepository repository)
    {
        try
        {
            var options = new CollectionOptions { PackWaste = 0, TotalWaste = 0, SilentByClock = TimeSpan.FromTicks(1) };
            await new GarbageCollection(repository, options, null).RunAsync(Cancel);
        }
        catch (Exception e) when (e is RepositoryDamagedException or StoreFailedException)
        {
            // It says what is wrong.
        }
    }

    private static async Task<bool> RestoresAsync(BackupRepository repository, SnapshotId id, SortedDictionary<string, byte[]> files)
    {
        try
        {
            AssertSame(files, await RestoreAsync(repository, await new SnapshotList(repository).ReadAsync(id, Cancel)));
            return true;
        }
        catch (RepositoryException)
        {
            return false;
        }
    }
}
