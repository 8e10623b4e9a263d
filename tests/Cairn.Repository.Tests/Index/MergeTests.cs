using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;
using CsCheck;
using Microsoft.Win32.SafeHandles;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Index;

public sealed class MergeTests
{
    private readonly KeyRing _keys = new(Guid.NewGuid(), RepositorySecrets.New(RandomSource.System), RandomSource.System);
    private readonly MemoryStore _store = new();

    [Fact]
    public void A_merged_segment_says_what_its_inputs_said_but_for_packs_that_are_gone() =>
        Gen.Select(IndexSample.Records.Array[1, 6], Gen.Int[0, 5].HashSet[0, 3], Gen.Int[0, 3]).Sample((inputs, gone, repeats) =>
        {
            var segments = inputs.Concat(inputs.Take(repeats)).Select(records => IndexSample.Segment(_keys, records)).ToList();
            var expected = inputs.SelectMany(records => records).Distinct()
                .Where(record => !gone.Contains((int)record.Pack.Value)).ToArray();
            var merged = SegmentMerge.Run(
                _store, IndexSegment.NewName(_keys.Random), _keys, segments, pack => gone.Contains((int)pack.Value), Cancel);
            Assert.Equal(expected.Length == 0, merged is null);
            if (merged is null)
                return;
            var segment = MappedSegment.Open(merged, _keys);
            segment.VerifyAll(Cancel);
            var view = new IndexView([segment]);
            IndexSample.AssertSame(expected, view);
            Assert.DoesNotContain(gone, pack => view.Names(new PackId((UInt128)pack)));
            if (gone.Count == 0 && repeats == 0 && expected.Length == inputs.Sum(input => input.Length))
                Assert.Equal(segments.Sum(input => input.PlainBytes), segment.PlainBytes);
        }, iter: 30);

    [Fact]
    public async Task Many_small_segments_become_few()
    {
        using var folder = new TemporaryFolder();
        foreach (var store in (IObjectStore[])[_store, new LocalDisk(folder.Path)])
        {
            var index = new ChunkIndex(store, _keys);
            for (var i = 0; i < 50; i++)
                await index.AddAsync([Pack(i)], Cancel);
            Assert.InRange(index.View.Segments.Count, 1, MergePlan.MaxOfClass);
            AssertHas(index.View, 50);

            var again = new ChunkIndex(store, _keys);
            await again.RefreshAsync(null, Cancel);
            Assert.Equal(index.View.Entries(), again.View.Entries());
        }
    }

    [Fact]
    public async Task What_is_merged_for_a_store_of_files_is_written_beside_them_and_leaves_nothing_else_there()
    {
        using var folder = new TemporaryFolder();
        var store = new CountedFiles(new LocalDisk(folder.Path));
        var index = new ChunkIndex(store, _keys);
        for (var i = 0; i < 50; i++)
            await index.AddAsync([Pack(i)], Cancel);

        Assert.True(store.Temporaries > 0);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "tmp")));
        AssertHas(index.View, 50);
    }

    [Fact]
    public async Task Several_processes_may_merge_at_once()
    {
        var indexes = Enumerable.Range(0, 4).Select(_ => new ChunkIndex(_store, _keys)).ToArray();
        await Task.WhenAll(indexes.Select((index, i) => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
                await index.AddAsync([Pack(4 * n + i)], Cancel);
        }, Cancel)));
        var all = new ChunkIndex(_store, _keys);
        await all.RefreshAsync(null, Cancel);
        AssertHas(all.View, 100);
    }

    /// <summary>What a listing may show while segments are merged: neither the old ones nor the new one.</summary>
    [Fact]
    public async Task A_listing_that_overlaps_with_a_merge_hides_nothing()
    {
        var writer = new ChunkIndex(_store, _keys);
        await writer.AddAsync([Pack(0), Pack(1)], Cancel);
        var reader = new ChunkIndex(new FirstListingIsEmpty(_store), _keys);
        await reader.RefreshAsync(null, Cancel);
        AssertHas(reader.View, 2);
    }

    [Fact]
    public async Task Readers_go_on_while_segments_are_merged_deleted_and_unmapped()
    {
        using var folder = new TemporaryFolder();
        var index = new ChunkIndex(new LocalDisk(folder.Path), _keys);
        await index.AddAsync([Pack(0)], Cancel);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                Assert.Contains(index.View.Entries().ToList(), entry => entry.Location.Pack == Pack(0).Pack);
        }, Cancel)).ToArray();
        for (var i = 1; i < 60; i++)
        {
            await index.AddAsync([Pack(i)], Cancel);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);
        AssertHas(index.View, 60);
    }

    [Fact]
    public async Task What_is_stopped_in_a_merge_loses_nothing()
    {
        foreach (var fault in (Fault[])[Fault.Fails, Fault.Full, Fault.AnswerLost, Fault.AnsweredTwice])
            for (var failing = 1; failing < 14; failing++)
            {
                var store = new MemoryStore();
                var index = new ChunkIndex(new UnreliableStore(store, new FaultAt(failing, fault, StoreCall.Put), new NoTurns()), _keys);
                var added = await AddUntilFailureAsync(index, 12);
                var fresh = new ChunkIndex(store, _keys);
                await fresh.RefreshAsync(null, Cancel);
                AssertHas(fresh.View, added);
                Assert.True(added >= failing - 3);
            }
    }

    [Fact]
    public async Task Packs_that_are_forgotten_are_named_no_more()
    {
        var index = new ChunkIndex(_store, _keys);
        for (var i = 0; i < 4; i++)
            await index.AddAsync([Pack(i), Pack(10 + i)], Cancel);
        var before = index.View.Segments.Select(segment => segment.Name).ToList();
        await index.ForgetAsync(new HashSet<PackId> { new(1), new(12), new(99) }, Cancel);

        Assert.Equal(2, index.View.Segments.Count(segment => before.Contains(segment.Name)));
        Assert.Equal([0, 2, 3, 10, 11, 13], Enumerable.Range(0, 20).Where(i => index.View.Names(new PackId((UInt128)i))));
        var fresh = new ChunkIndex(_store, _keys);
        await fresh.RefreshAsync(null, Cancel);
        Assert.Equal(index.View.Entries(), fresh.View.Entries());

        await index.ForgetAsync(Enumerable.Range(0, 20).Select(i => new PackId((UInt128)i)).ToHashSet(), Cancel);
        Assert.Empty(index.View.Segments);
        Assert.Empty(_store.Objects);
    }

    [Fact]
    public async Task A_damaged_segment_stops_no_addition()
    {
        var index = new ChunkIndex(_store, _keys);
        await index.AddAsync([Pack(0)], Cancel);
        var damaged = Assert.Single(_store.Objects).Key;
        _store.Objects[damaged][20] ^= 1;
        index = new ChunkIndex(_store, _keys);
        await index.RefreshAsync(null, Cancel);
        for (var i = 1; i < 12; i++)
            await index.AddAsync([Pack(i)], Cancel);
        Assert.Equal(12, index.View.Segments.Count);
        Assert.True(_store.Objects.ContainsKey(damaged));
    }

    private static async Task<int> AddUntilFailureAsync(ChunkIndex index, int packs)
    {
        for (var i = 0; i < packs; i++)
            try
            {
                await index.AddAsync([Pack(i)], Cancel);
            }
            catch (Exception e) when (e is StoreFailedException or StoreFullException)
            {
                return i;
            }
        return packs;
    }

    private static PackedRecords Pack(int number) => new(
        new PackId((UInt128)number),
        [.. Enumerable.Range(0, 20).Select(i =>
            IndexSample.Record(new ChunkId(RandomBytes(number * 20 + i, 32)), number, 96 + i * 200, 100, ChunkKind.Data).Record)]);

    private static void AssertHas(IndexView view, int packs)
    {
        for (var number = 0; number < packs; number++)
            Assert.All(Pack(number).Records, record => Assert.True(IndexSample.IsFound(view, Pack(number).Pack, record)));
    }

    private sealed class CountedFiles(LocalDisk inner) : IObjectStore, IFileObjects
    {
        public int Temporaries { get; private set; }

        public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            inner.PutAsync(name, content, cancellationToken);

        public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) =>
            inner.GetAsync(name, cancellationToken);

        public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
            inner.ReadAsync(name, offset, buffer, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
            inner.ListAsync(prefix, cancellationToken);

        public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);

        public SafeFileHandle OpenFile(string name) => inner.OpenFile(name);

        public SafeFileHandle OpenTemporary()
        {
            Temporaries++;
            return inner.OpenTemporary();
        }
    }

    private sealed class FirstListingIsEmpty(IObjectStore inner) : IObjectStore
    {
        private bool _hasListed;

        public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            inner.PutAsync(name, content, cancellationToken);

        public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) =>
            inner.GetAsync(name, cancellationToken);

        public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
            inner.ReadAsync(name, offset, buffer, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
            Interlocked.Exchange(ref _hasListed, true)
                ? inner.ListAsync(prefix, cancellationToken)
                : AsyncEnumerable.Empty<ObjectInfo>();

        public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) =>
            inner.DeleteAsync(name, cancellationToken);
    }
}
