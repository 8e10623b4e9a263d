using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Trees;

/// <summary>
/// Reads files' bytes back. Everything read is verified: damage is a <see cref="RepositoryDamagedException"/>, never wrong bytes.
/// </summary>
public sealed class ContentReader(BackupRepository repository)
{
    /// <summary>
    /// The pieces of a file in its order. Holes are just not there: what lies between two pieces, and between the last and
    /// <see cref="FileContent.Length"/>, is zeros.
    /// </summary>
    public async IAsyncEnumerable<ContentPiece> ReadAsync(
        FileContent content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!content.Inline.IsEmpty)
            yield return new ContentPiece(0, content.Inline);
        long offset = 0;
        await foreach (var part in DataPartsAsync(content, cancellationToken))
        {
            if (!part.IsHole)
            {
                using var chunk = await repository.Chunks.ReadAsync(part.Chunk, ChunkKind.Data, cancellationToken);
                if (chunk.Memory.Length != part.Length)
                    throw new RepositoryDamagedException($"chunk {part.Chunk}", null, "its length isn't what the file says");
                yield return new ContentPiece(offset, chunk.Memory);
            }
            offset += part.Length;
        }
    }

    /// <summary>Whether the index knows every chunk of a content. Lists of chunks are read, data isn't.</summary>
    public async ValueTask<bool> IsKnownAsync(FileContent content, CancellationToken cancellationToken)
    {
        await foreach (var part in DataPartsAsync(content, cancellationToken))
            if (!part.IsHole && !repository.Index.Contains(part.Chunk))
                return false;
        return true;
    }

    /// <summary>The data chunks and holes of a content, lists resolved.</summary>
    internal async IAsyncEnumerable<ContentPart> DataPartsAsync(
        FileContent content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < content.Parts.Length; i++)
        {
            var part = content.Parts[i];
            if (content.Depth == 0)
            {
                yield return part;
                continue;
            }
            var list = await ReadListAsync(part, content.Depth, cancellationToken);
            await foreach (var below in DataPartsAsync(list, cancellationToken))
                yield return below;
        }
    }

    private async ValueTask<FileContent> ReadListAsync(ContentPart part, int depth, CancellationToken cancellationToken)
    {
        using var chunk = await repository.Chunks.ReadAsync(part.Chunk, ChunkKind.List, cancellationToken);
        var list = PartsCodec.ReadList(chunk.Memory.Span, part.Chunk, depth);
        return list.Length == part.Length
            ? list
            : throw new RepositoryDamagedException($"list chunk {part.Chunk}", null, "its length isn't what the file says");
    }
}
