using Cairn.Repository.Sealing;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

/// <summary>Looks whether all chunks that stored things consist of are ones that a session may rely on.</summary>
internal sealed class PresenceWalk(BackupRepository repository, Func<ChunkId, bool> knows)
{
    private readonly TreeReader _trees = new(repository);

    /// <summary>The chunks of a file's content, its lists included. Lists are read, data isn't.</summary>
    public async ValueTask<bool> HasAllAsync(FileContent content, CancellationToken cancellationToken)
    {
        for (var i = 0; i < content.Parts.Length; i++)
        {
            var part = content.Parts[i];
            if (part.IsHole)
                continue;
            if (!knows(part.Chunk))
                return false;
            if (content.Depth > 0
                && !await HasAllAsync(await ReadListAsync(part, content.Depth, cancellationToken), cancellationToken))
                return false;
        }
        return true;
    }

    /// <summary>The chunks that a directory itself consists of, nothing that its entries name.</summary>
    public async ValueTask<bool> HasDirectoryAsync(ChunkId directory, CancellationToken cancellationToken)
    {
        var waiting = new Stack<ChunkId>([directory]);
        while (waiting.TryPop(out var id))
        {
            if (!knows(id))
                return false;
            foreach (var branch in (await _trees.ReadChunkAsync(id, null, cancellationToken)).Branches)
                waiting.Push(branch.Chunk);
        }
        return true;
    }

    private async ValueTask<FileContent> ReadListAsync(ContentPart part, int depth, CancellationToken cancellationToken)
    {
        using var chunk = await repository.Chunks.ReadAsync(part.Chunk, ChunkKind.List, cancellationToken);
        return PartsCodec.ReadList(chunk.Memory.Span, part.Chunk, depth);
    }
}
