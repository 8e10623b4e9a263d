using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sessions;

public sealed class WriteSessionTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_long_file_that_lost_a_chunk_is_not_whole_although_its_lists_are()
    {
        var store = new MemoryStore();
        var repository = await CreateAsync(store);
        FileContent content;
        await using (var session = await WriteSession.BeginAsync(repository, Cancel))
        {
            content = await StoreAsync(session, RandomBytes(1, 1_000_000));
            await session.CheckpointAsync(Cancel);
            Assert.True(content.Depth > 0);
            Assert.True(await session.HasAllAsync(content, Cancel));
        }
        // The largest pack has data in it; the lists are in a pack of their own kind.
        var lost = store.Names("packs/").MaxBy(name => store.Objects[name].Length)!;
        store.Objects.TryRemove(lost, out _);
        await new IndexRebuild(repository).RunAsync(Cancel);

        await using var later = await WriteSession.BeginAsync(repository, Cancel);
        Assert.True(later.Has(content));
        Assert.False(await later.HasAllAsync(content, Cancel));
    }

    [Fact]
    public async Task What_was_committed_is_read_back_by_another_process()
    {
        var files = Files(("empty", []), ("large", RandomBytes(1, 500_000)), ("one", [1]), ("zeros", new byte[100_000]));
        var committed = await BackUpAsync(await CreateAsync(_store), files);

        var reopened = await OpenAsync(_store);
        var snapshot = await new SnapshotList(reopened).FindAsync("latest", Cancel);
        Assert.Equal(committed.Id, snapshot!.Id);
        Assert.Equal(committed.Description.Finished, snapshot.Description.Finished);
        AssertSame(files, await RestoreAsync(reopened, snapshot));
    }

    [Fact]
    public async Task A_session_that_does_not_commit_shows_nothing()
    {
        var repository = await CreateAsync(_store);
        await using (var session = await WriteSession.BeginAsync(repository, Cancel))
            await StoreAsync(session, RandomBytes(1, 300_000));
        Assert.Empty(await new SnapshotList(await OpenAsync(_store)).ReadAllAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal(0, (await RepositoryStatistics.ReadAsync(repository, Cancel)).Chunks);
    }

    [Fact]
    public async Task The_same_bytes_are_stored_once()
    {
        var repository = await CreateAsync(_store);
        var bytes = RandomBytes(1, 200_000);
        await BackUpAsync(repository, Files(("a", bytes)));

        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var before = _store.Objects.Count;
        await StoreAsync(session, bytes);
        Assert.Equal(0, session.Counters.ChunksNew);
        Assert.Equal(bytes.Length, session.Counters.BytesRead);
        Assert.True(session.Counters.ChunksKnown > 10);
        await session.CheckpointAsync(Cancel);
        Assert.Equal(before, _store.Objects.Count);
    }

    [Fact]
    public async Task Workers_that_meet_the_same_chunk_store_it_once()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var bytes = RandomBytes(1, 100_000);
        var contents = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StoreAsync(session, bytes), Cancel)));
        Assert.All(contents, content => Assert.Equal(contents[0], content));
        Assert.Equal(bytes.Length, session.Counters.BytesNew);
        var root = await StoreFolderAsync(session, [FileEntry("a", contents[0])]);
        var snapshot = await session.CommitAsync(Description(), root, Cancel);
        AssertSame(Files(("a", bytes)), await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    [Fact]
    public async Task What_a_checkpoint_made_durable_is_not_stored_again()
    {
        var repository = await CreateAsync(_store);
        var bytes = RandomBytes(1, 200_000);
        await using (var died = await WriteSession.BeginAsync(repository, Cancel))
        {
            await StoreAsync(died, bytes);
            await died.CheckpointAsync(Cancel);
        }
        await using var next = await WriteSession.BeginAsync(await OpenAsync(_store), Cancel);
        await StoreAsync(next, bytes);
        Assert.Equal(0, next.Counters.ChunksNew);
    }

    [Fact]
    public async Task Holes_take_no_space_and_come_back_as_holes()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        using var writer = session.OpenContentWriter();
        await writer.AddHoleAsync(1L << 40, Cancel);
        await WriteAsync(writer, "data"u8.ToArray());
        await writer.AddHoleAsync(5, Cancel);
        await writer.AddHoleAsync(0, Cancel);
        var content = await writer.CompleteAsync(Cancel);
        await session.CheckpointAsync(Cancel);

        Assert.Equal((1L << 40) + 9, content.Length);
        var pieces = await new ContentReader(repository).ReadAsync(content, Cancel)
            .Select(piece => (piece.Offset, piece.Data.ToArray())).ToListAsync(Cancel);
        var (offset, data) = Assert.Single(pieces);
        Assert.Equal(1L << 40, offset);
        Assert.Equal("data"u8.ToArray(), data);
    }

    [Fact]
    public async Task A_hole_told_in_pieces_is_one_hole()
    {
        await using var session = await WriteSession.BeginAsync(await CreateAsync(_store), Cancel);
        using var writer = session.OpenContentWriter();
        await writer.AddHoleAsync(3, Cancel);
        await writer.AddHoleAsync(4, Cancel);
        var inPieces = await writer.CompleteAsync(Cancel);
        await writer.AddHoleAsync(7, Cancel);
        Assert.Equal(await writer.CompleteAsync(Cancel), inPieces);
    }

    [Fact]
    public async Task A_writer_forgets_a_half_read_file()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        using var writer = session.OpenContentWriter();
        await WriteAsync(writer, RandomBytes(1, 50_000));
        await writer.ResetAsync();
        var content = await StoreAsync(writer, "next"u8.ToArray());
        await session.CheckpointAsync(Cancel);
        Assert.Equal("next"u8.ToArray(), await ReadAsync(repository, content));
    }

    [Fact]
    public async Task A_very_long_file_keeps_a_short_list_of_parts()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        using var writer = session.OpenContentWriter();
        for (var i = 0; i < 100_000; i++)
        {
            await WriteAsync(writer, BitConverter.GetBytes(i));
            await writer.AddHoleAsync(1, Cancel);
        }
        var content = await writer.CompleteAsync(Cancel);
        Assert.InRange(content.Parts.Length, 1, 64);
        Assert.Equal(2, content.Depth);
        await session.CheckpointAsync(Cancel);

        var next = 0;
        await foreach (var piece in new ContentReader(repository).ReadAsync(content, Cancel))
        {
            Assert.Equal(5L * next, piece.Offset);
            Assert.Equal(next++, BitConverter.ToInt32(piece.Data.Span));
        }
        Assert.Equal(100_000, next);
    }

    [Fact]
    public async Task A_change_in_a_long_file_rewrites_little()
    {
        var repository = await CreateAsync(_store);
        var bytes = RandomBytes(1, 8_000_000);
        await BackUpAsync(repository, Files(("a", bytes)));
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        bytes[4_000_000] ^= 1;
        await StoreAsync(session, bytes);
        Assert.InRange(session.Counters.BytesNew, 1, 200_000);
    }

    [Fact]
    public async Task A_tree_cannot_name_what_is_not_stored()
    {
        var other = await CreateAsync(new MemoryStore());
        await using var elsewhere = await WriteSession.BeginAsync(other, Cancel);
        var foreign = await StoreAsync(elsewhere, "foreign"u8.ToArray());
        var foreignFolder = await StoreFolderAsync(elsewhere, []);

        await using var session = await WriteSession.BeginAsync(await CreateAsync(_store), Cancel);
        Assert.False(session.Has(foreign));
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => StoreFolderAsync(session, [FileEntry("a", foreign)]));
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => StoreFolderAsync(session, [FolderEntry("a", foreignFolder)]));
        await Assert.ThrowsAsync<ArgumentException>(() => session.CommitAsync(Description(), foreignFolder, Cancel));
    }

    [Fact]
    public async Task A_committed_session_takes_no_more()
    {
        var session = await WriteSession.BeginAsync(await CreateAsync(_store), Cancel);
        await session.CommitAsync(Description(), await StoreFolderAsync(session, []), Cancel);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => StoreAsync(session, "more"u8.ToArray()));
        await session.DisposeAsync();
        await session.DisposeAsync();
    }
}
