using Cairn.Repository.Collecting;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
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
            if (call == StoreCall.Put && name.StartsWith(SnapshotObject.Prefix, StringComparison.Ordinal) && _store.Objects.TryRemove(name, out _))
                forgotten = name;
        }
        var hasty = new UnreliableStore(_store, new FaultAt(0, Fault.None), new NoTurns(), Forget);
        await BackUpAsync(await OpenAsync(hasty), Files(("a", RandomBytes(1, 5_000))));

        Assert.NotEmpty(forgotten);
        Assert.DoesNotContain(_store.Objects.Keys, name => name.EndsWith(forgotten, StringComparison.Ordinal));
        await new GarbageCollection(repository, new CollectionOptions(), null).RunAsync(Cancel);
    }

    /// <summary>World.Run(1945676147, 3000): the list began before the session did, and showed its first beat only.</summary>
    [Fact]
    public async Task A_session_that_is_half_listed_stays_in_sight()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        await _store.PutAsync(SessionObject.BeatOf(session.Id, 1), new byte[1], Cancel);
        var halfListed = new HalfListingStore(_store, SessionObject.BeginOf(session.Id));
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

    /// <summary>Its lists don't show one object, as lists needn't that were begun before the object was put.</summary>
    private sealed class HalfListingStore(IObjectStore inner, string hidden) : IObjectStore
    {
        public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            inner.PutAsync(name, content, cancellationToken);

        public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) => inner.GetAsync(name, cancellationToken);

        public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
            inner.ReadAsync(name, offset, buffer, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
            inner.ListAsync(prefix, cancellationToken).Where(found => found.Name != hidden);

        public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);
    }
}
