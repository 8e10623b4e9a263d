using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Trees;

/// <summary>
/// Reads directories. Everything read is verified: damage is a <see cref="RepositoryDamagedException"/>, never wrong entries.
/// </summary>
public sealed class TreeReader(BackupRepository repository)
{
    /// <summary>All entries of a directory, in name order.</summary>
    public IAsyncEnumerable<Entry> ReadAsync(TreeRef tree, CancellationToken cancellationToken) =>
        ReadPieceAsync(tree.Id, null, cancellationToken);

    /// <summary>
    /// Follows a path of names down from <paramref name="root"/>; null where one of them isn't there or isn't a directory.
    /// </summary>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public async ValueTask<Entry?> FindAsync(TreeRef root, IReadOnlyList<EntryName> path, CancellationToken cancellationToken)
    {
        if (path.Count == 0)
            throw new ArgumentException("The path is empty: the root itself has no entry.", nameof(path));
        var entry = await FindChildAsync(root, path[0], cancellationToken);
        for (var i = 1; i < path.Count && entry is not null; i++)
            entry = entry.Subtree is { } subtree ? await FindChildAsync(subtree, path[i], cancellationToken) : null;
        return entry;
    }

    /// <summary>The entry of that name in a directory, or null. Reads one chunk for each level of the directory.</summary>
    public async ValueTask<Entry?> FindChildAsync(TreeRef tree, EntryName name, CancellationToken cancellationToken)
    {
        var piece = await ReadChunkAsync(tree.Id, null, cancellationToken);
        while (piece.Level > 0)
        {
            var index = FirstNotBelow(piece.Branches, static branch => branch.Last, name);
            if (index == piece.Branches.Count)
                return null;
            var branch = piece.Branches[index];
            piece = await ReadChunkAsync(branch.Chunk, new Expected(piece.Level - 1, branch.Last), cancellationToken);
        }
        var at = FirstNotBelow(piece.Entries, static entry => entry.Name, name);
        return at < piece.Entries.Count && piece.Entries[at].Name == name ? piece.Entries[at] : null;
    }

    /// <summary>
    /// The chunks that make up a directory, the directory's own first: for those who look at structure rather than entries.
    /// </summary>
    internal async ValueTask<TreeChunk> ReadChunkAsync(ChunkId id, Expected? expected, CancellationToken cancellationToken)
    {
        using var chunk = await repository.Chunks.ReadAsync(id, ChunkKind.Tree, cancellationToken);
        var piece = TreeChunk.Read(chunk.Memory.Span, id);
        if (expected is { } wanted && (piece.Level != wanted.Level || piece.Last != wanted.Last))
            throw new RepositoryDamagedException($"tree chunk {id}", null, "it isn't the piece that the chunk above names");
        return piece;
    }

    private async IAsyncEnumerable<Entry> ReadPieceAsync(
        ChunkId id, Expected? expected, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var piece = await ReadChunkAsync(id, expected, cancellationToken);
        foreach (var entry in piece.Entries)
            yield return entry;
        foreach (var branch in piece.Branches)
        {
            var below = new Expected(piece.Level - 1, branch.Last);
            await foreach (var entry in ReadPieceAsync(branch.Chunk, below, cancellationToken))
                yield return entry;
        }
    }

    private static int FirstNotBelow<T>(IReadOnlyList<T> sorted, Func<T, EntryName> nameOf, EntryName name)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (nameOf(sorted[middle]) < name)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>What a chunk must be, by the branch that names it.</summary>
    internal readonly record struct Expected(int Level, EntryName Last);
}
