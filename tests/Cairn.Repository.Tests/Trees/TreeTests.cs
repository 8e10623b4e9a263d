using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Trees;

public sealed class TreeTests
{
    private readonly MemoryStore _store = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(20_000)]
    public async Task A_directory_of_any_size_is_read_in_order_and_searched(int count)
    {
        var repository = await CreateAsync(_store);
        var names = Names(count);
        var tree = await StoreNamesAsync(repository, names);
        var reader = new TreeReader(await OpenAsync(_store));
        Assert.Equal(names, await reader.ReadAsync(tree, Cancel).Select(entry => entry.Name.ToString()).ToListAsync(Cancel));
        foreach (var name in names.Where((_, i) => i % 371 == 0))
            Assert.Equal(name, (await reader.FindChildAsync(tree, EntryName.FromUtf8(name), Cancel))!.Name.ToString());
        foreach (var absent in (string[])["!", "file-000005x", "zzz"])
            Assert.Null(await reader.FindChildAsync(tree, EntryName.FromUtf8(absent), Cancel));
    }

    [Theory]
    [InlineData("!first")]
    [InlineData("file-010000x")]
    [InlineData("zz-last")]
    public async Task One_new_name_in_a_directory_of_20000_rewrites_few_chunks(string name)
    {
        var repository = await CreateAsync(_store);
        var names = Names(20_000);
        await StoreNamesAsync(repository, names);
        List<string> more = [.. names, name];
        more.Sort(StringComparer.Ordinal);

        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        await StoreFolderAsync(session, more.Select(EntryNamed));
        Assert.InRange(session.Counters.ChunksNew, 1, 4);
        Assert.True(session.Counters.ChunksKnown > 30, "the directory should have many pieces");
    }

    [Fact]
    public async Task How_a_directory_came_about_makes_no_difference()
    {
        var repository = await CreateAsync(_store);
        var names = Names(3000);
        var tree = await StoreNamesAsync(repository, names);
        await StoreNamesAsync(repository, [.. names.Where(name => !name.EndsWith('7'))]);
        Assert.Equal(tree, await StoreNamesAsync(repository, names));
    }

    [Fact]
    public async Task A_path_is_followed_down()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var inner = await StoreFolderAsync(session, [FileEntry("file", FileContent.Empty)]);
        var root = await StoreFolderAsync(session, [FolderEntry("folder", inner)]);
        await session.CommitAsync(Description(), root, Cancel);

        var reader = new TreeReader(repository);
        Assert.Equal(EntryKind.File, (await reader.FindAsync(root, Path("folder", "file"), Cancel))!.Kind);
        Assert.Null(await reader.FindAsync(root, Path("folder", "other"), Cancel));
        Assert.Null(await reader.FindAsync(root, Path("folder", "file", "deeper"), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await reader.FindAsync(root, [], Cancel));
    }

    [Fact]
    public async Task Names_must_rise()
    {
        await using var session = await WriteSession.BeginAsync(await CreateAsync(_store), Cancel);
        var writer = session.OpenTreeWriter();
        await writer.AddAsync(EntryNamed("b"), Cancel);
        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.AddAsync(EntryNamed("b"), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.AddAsync(EntryNamed("a"), Cancel));
    }

    [Fact]
    public async Task An_entry_that_no_chunk_could_hold_is_refused()
    {
        await using var session = await WriteSession.BeginAsync(await CreateAsync(_store), Cancel);
        var huge = new ExtendedAttribute("user.huge"u8.ToArray(), new byte[9 << 20]);
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await session.OpenTreeWriter().AddAsync(EntryNamed("a") with { ExtendedAttributes = [huge] }, Cancel));
    }

    [Fact]
    public async Task Large_entries_are_spread_over_pieces()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var large = new ExtendedAttribute("user.large"u8.ToArray(), RandomBytes(1, 600_000));
        var entries = Names(9).Select(name => EntryNamed(name) with { ExtendedAttributes = [large] });
        var tree = await StoreFolderAsync(session, entries);
        await session.CheckpointAsync(Cancel);
        Assert.Equal(9, await new TreeReader(repository).ReadAsync(tree, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public void Any_bytes_are_a_piece_or_damage_and_nothing_else() =>
        Gen.Select(Gen.Byte[0, 2], Gen.Byte[0, 3], Gen.Byte.Array[0, 300]).Sample((version, level, rest) =>
        {
            byte[] bytes = [version, level, .. rest];
            try
            {
                TreeChunk.Read(bytes, default(ChunkId));
                PartsCodec.ReadList(bytes, default, level + 1);
            }
            catch (RepositoryDamagedException)
            {
                // That is the other thing it may be.
            }
        });

    private static EntryName[] Path(params string[] names) => [.. names.Select(EntryName.FromUtf8)];

    private static List<string> Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"file-{i:d6}")];

    private static Entry EntryNamed(string name) => FileEntry(name, FileContent.Empty);

    private static async Task<TreeRef> StoreNamesAsync(BackupRepository repository, List<string> names)
    {
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var tree = await StoreFolderAsync(session, names.Select(EntryNamed));
        await session.CheckpointAsync(Cancel);
        return tree;
    }
}
