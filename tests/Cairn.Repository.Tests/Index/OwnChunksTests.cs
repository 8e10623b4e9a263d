using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Index;

public sealed class OwnChunksTests
{
    private readonly KeyRing _keys = new(Guid.NewGuid(), RepositorySecrets.New(RandomSource.System), RandomSource.System);
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_chunk_is_stored_by_the_first_and_known_to_all_others_before_and_after_it_is_indexed()
    {
        var index = new ChunkIndex(_store, _keys);
        var own = new OwnChunks(index);
        for (var round = 0; round < 30; round++)
        {
            var record = RecordOf(round);
            var id = record.Record.Header.Id;
            Assert.False(own.Contains(id));
            Assert.True(own.TryAdd(id));
            Assert.False(own.TryAdd(id));
            own.AddDurable(new PackedRecords(record.Pack, [record.Record]));
            await own.IndexAsync(Cancel);
            Assert.False(own.TryAdd(id));
            Assert.True(own.Contains(id) && index.Contains(id));
        }
        Assert.All(Enumerable.Range(0, 30), round => Assert.True(own.Contains(RecordOf(round).Record.Header.Id)));
    }

    [Fact]
    public async Task What_others_add_is_not_its_own()
    {
        var index = new ChunkIndex(_store, _keys);
        var own = new OwnChunks(index);
        for (var i = 0; i < 30; i++)
            await index.AddAsync([new PackedRecords(RecordOf(i).Pack, [RecordOf(i).Record])], Cancel);
        await own.IndexAsync(Cancel);
        Assert.All(Enumerable.Range(0, 30), i => Assert.False(own.Contains(RecordOf(i).Record.Header.Id)));
    }

    [Fact]
    public async Task Workers_add_while_chunks_become_durable()
    {
        var own = new OwnChunks(new ChunkIndex(_store, _keys));
        var stored = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 400; i++)
                if (own.TryAdd(RecordOf(i).Record.Header.Id))
                {
                    Interlocked.Increment(ref stored);
                    own.AddDurable(new PackedRecords(RecordOf(i).Pack, [RecordOf(i).Record]));
                    await own.IndexAsync(Cancel);
                }
        }, Cancel)));
        Assert.Equal(400, stored);
    }

    [Fact]
    public async Task A_session_that_stores_very_many_chunks_indexes_them_on_the_way()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var ids = new List<ChunkId>();
        for (var i = 0; i < 150_000; i++)
            ids.Add(await session.StoreAsync(ChunkKind.Data, BitConverter.GetBytes(i), Cancel));
        Assert.Contains(_store.Objects.Keys, name => name.StartsWith(IndexSegment.Prefix, StringComparison.Ordinal));
        for (var i = 0; i < 150_000; i += 1000)
            Assert.Equal(ids[i], await session.StoreAsync(ChunkKind.Data, BitConverter.GetBytes(i), Cancel));
        Assert.Equal(ids.Count, session.Counters.ChunksNew);
    }

    private static (PackId Pack, PackedRecord Record) RecordOf(int i) =>
        IndexSample.Record(new ChunkId(RandomBytes(i, 32)), i, 96, 100, ChunkKind.Data);
}
