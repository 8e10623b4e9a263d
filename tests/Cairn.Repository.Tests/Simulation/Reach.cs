using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>Restores snapshots, and finds the chunks that they name.</summary>
internal static class Reach
{
    /// <summary>Opens what is in the store, with a reader that knows nothing yet.</summary>
    public static async Task<BackupRepository> OpenAsync(MemoryStore objects) => await BackupRepository.OpenAsync(
        new UnreliableStore(objects, new FaultAt(0, Fault.None), new NoTurns()), Sample.Passphrase, TimeProvider.System, default);

    /// <summary>All bytes must be the expected ones. Gives how many damaged objects were healed.</summary>
    /// <exception cref="RepositoryException">It can't be restored.</exception>
    public static async Task<int> RestoreAsync(MemoryStore objects, SnapshotId id, SortedDictionary<string, byte[]> expected)
    {
        var repository = await OpenAsync(objects);
        var snapshot = await new SnapshotList(repository).ReadAsync(id, default);
        if (!Restoring.AreSame(await Restoring.FilesAsync(repository, snapshot.Root), expected))
            throw new ViolationException($"snapshot {id} restores to something else");
        return repository.Healings.Objects.Count;
    }

    public static async Task<HashSet<ChunkId>> ChunksAsync(MemoryStore objects, SnapshotId id)
    {
        var repository = await OpenAsync(objects);
        var snapshot = await new SnapshotList(repository).ReadAsync(id, default);
        var chunks = new HashSet<ChunkId>();
        await CollectAsync(repository, snapshot.Root.Id, chunks);
        return chunks;
    }

    private static async Task CollectAsync(BackupRepository repository, ChunkId tree, HashSet<ChunkId> chunks)
    {
        chunks.Add(tree);
        var piece = await new TreeReader(repository).ReadChunkAsync(tree, null, default);
        foreach (var branch in piece.Branches)
            await CollectAsync(repository, branch.Chunk, chunks);
        foreach (var entry in piece.Entries)
        {
            if (entry.Subtree is { } subtree)
                await CollectAsync(repository, subtree.Id, chunks);
            if (entry.Content is { } content)
                await CollectAsync(repository, content, chunks);
        }
    }

    private static async Task CollectAsync(BackupRepository repository, FileContent content, HashSet<ChunkId> chunks)
    {
        foreach (var part in content.Parts.ToArray())
        {
            if (part.IsHole)
                continue;
            chunks.Add(part.Chunk);
            if (content.Depth == 0)
                continue;
            using var list = await repository.Chunks.ReadAsync(part.Chunk, ChunkKind.List, default);
            await CollectAsync(repository, PartsCodec.ReadList(list.Memory.Span, part.Chunk, content.Depth), chunks);
        }
    }
}
