using Cairn.Repository.Checking;
using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>What simulated worlds have found, as small tests: a seed shows the same only as long as nothing else changes.</summary>
public sealed class FoundTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_snapshot_that_is_forgotten_before_its_parity_is_put_leaves_none_that_would_stop_collections()
    {
        var repository = await CreateAsync(_store);
        var forgotten = "";
        void Forget(StoreCall call, string name)
        {
            if (call != StoreCall.Put || !SnapshotObject.TryParseName(name, out var id))
                return;
            _store.Objects[name] = SessionFence.Of(repository.Keys, id);
            forgotten = name;
        }
        var hasty = new UnreliableStore(_store, new FaultAt(0, Fault.None), new NoTurns(), Forget);
        await BackUpAsync(await OpenAsync(hasty), Files(("a", RandomBytes(1, 5_000))));

        Assert.NotEmpty(forgotten);
        Assert.DoesNotContain(ParityObjects.NameOf(forgotten), _store.Objects.Keys);
        await new GarbageCollection(repository, new CollectionOptions(), null).RunAsync(Cancel);
    }

    /// <summary>World.Run(301731, 3000)</summary>
    [Fact]
    public async Task A_snapshot_that_is_lost_as_soon_as_it_is_put_comes_back_from_its_parity()
    {
        await CreateAsync(_store);
        void Lose(StoreCall call, string name)
        {
            if (call == StoreCall.Put && name.StartsWith(SnapshotObject.Prefix, StringComparison.Ordinal))
                _store.Objects.TryRemove(name, out _);
        }
        var files = Files(("a", RandomBytes(1, 5_000)));
        var losing = new UnreliableStore(_store, new FaultAt(0, Fault.None), new NoTurns(), Lose);
        var snapshot = await BackUpAsync(await OpenAsync(losing), files);
        await new RepositoryRepair(await OpenAsync(_store)).RunAsync(new CheckOptions(), null, Cancel);
        await new GarbageCollection(await OpenAsync(_store), new CollectionOptions(), null).RunAsync(Cancel);
        AssertSame(files, await RestoreAsync(await OpenAsync(_store), await new SnapshotList(await OpenAsync(_store)).ReadAsync(snapshot.Id, Cancel)));
    }

    /// <summary>World.Run(1945676147, 3000): the list began before the session did, and showed its first beat only.</summary>
    [Fact]
    public async Task A_session_that_is_half_listed_stays_in_sight()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        await _store.PutAsync(SessionObject.BeatOf(session.Id, 1), new byte[1], Cancel);
        var halfListed = new HalfListingStore(_store, name => name == SessionObject.BeginOf(session.Id));
        await new GarbageCollection(await OpenAsync(halfListed), new CollectionOptions(), null).RunAsync(Cancel);
        Assert.Contains(SessionObject.BeginOf(session.Id), _store.Objects.Keys);
    }

    [Fact]
    public async Task An_index_is_made_anew_while_a_collection_removes_packs()
    {
        await BackUpAsync(await CreateAsync(_store), Files(("a", RandomBytes(1, 50_000))));
        var going = _store.Objects.Keys.Where(name => name.Contains("packs/", StringComparison.Ordinal)).ToList();
        var kept = await BackUpAsync(await OpenAsync(_store), Files(("b", RandomBytes(2, 5_000))));
        for (var step = 1; ; step++)
        {
            var copy = _store.Copy();
            var stepped = new SteppedStore(copy, step, () =>
            {
                going.ForEach(name => copy.Objects.TryRemove(name, out _));
                return Task.CompletedTask;
            });
            await new IndexRebuild(await OpenAsync(stepped)).RunAsync(Cancel);
            AssertSame(Files(("b", RandomBytes(2, 5_000))), await RestoreAsync(await OpenAsync(copy), kept));
            if (!stepped.WasReached)
                return;
        }
    }

    [Fact]
    public async Task An_index_that_is_made_anew_knows_packs_that_only_parity_has()
    {
        var files = Files(("a", RandomBytes(1, 5_000)));
        var snapshot = await BackUpAsync(await CreateAsync(_store), files);
        foreach (var name in _store.Objects.Keys.Where(name => name.StartsWith("packs/", StringComparison.Ordinal)))
            _store.Objects.TryRemove(name, out _);
        await new IndexRebuild(await OpenAsync(_store)).RunAsync(Cancel);
        AssertSame(files, await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    /// <summary>What the search for records can't find, the old index knows.</summary>
    [Fact]
    public async Task An_index_that_is_made_anew_keeps_records_beyond_a_damaged_one_in_a_pack_without_its_table()
    {
        var files = Files(("a", RandomBytes(1, 20_000)), ("b", RandomBytes(2, 5_000)), ("c", RandomBytes(3, 5_000)));
        var repository = await CreateAsync(_store);
        var snapshot = await BackUpAsync(repository, files);
        foreach (var name in _store.Objects.Keys.Where(name => name.StartsWith("parity/packs/", StringComparison.Ordinal)))
            _store.Objects.TryRemove(name, out _);
        var pack = _store.Objects.Where(found => found.Key.StartsWith("packs/", StringComparison.Ordinal)).MaxBy(found => found.Value.Length);
        pack.Value[PackFormat.HeaderSize] = 0xff;
        pack.Value[^1] ^= 1;
        var before = await CountAsync(snapshot);
        await new IndexRebuild(await OpenAsync(_store)).RunAsync(Cancel);
        Assert.Equal(before, await CountAsync(snapshot));
        Assert.InRange(before, 1, 2);
    }

    /// <summary>How many of a snapshot's files can be read.</summary>
    private async Task<int> CountAsync(Snapshot snapshot)
    {
        var (repository, count) = (await OpenAsync(_store), 0);
        await foreach (var entry in new TreeReader(repository).ReadAsync(snapshot.Root, Cancel))
            try
            {
                await ReadAsync(repository, entry.Content!);
                count++;
            }
            catch (RepositoryDamagedException)
            {
                // It had something in the damaged record.
            }
        return count;
    }
}
