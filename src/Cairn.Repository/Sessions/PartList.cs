using Cairn.Repository.Fields;
using Cairn.Repository.Sealing;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The parts of one file while it is read. Short lists stay in the entry; of long ones, pieces go into list chunks, cut where a
/// chunk's id says so, so that a change in a large file rewrites one piece; lists of lists likewise.
/// </summary>
internal sealed class PartList(WriteSession session)
{
    /// <summary>More than this are spilled.</summary>
    private const int MaxInline = 64;

    // On average 256 parts in a list chunk, 1,024 at most.
    private const ulong CutMask = 0xff;
    private const int MaxListed = 1024;

    private readonly List<List<ContentPart>> _levels = [[]];

    public ValueTask AddAsync(ContentPart part, CancellationToken cancellationToken) => AddAsync(0, part, cancellationToken);

    public async ValueTask<FileContent> CompleteAsync(CancellationToken cancellationToken)
    {
        for (var depth = 0; ; depth++)
        {
            var parts = _levels[depth];
            var isTop = depth == _levels.Count - 1;
            if (isTop && parts.Count <= MaxInline)
                return new FileContent(depth, [.. parts]);
            await SpillAsync(depth, cancellationToken);
        }
    }

    public void Clear()
    {
        _levels.RemoveRange(1, _levels.Count - 1);
        _levels[0].Clear();
    }

    private async ValueTask AddAsync(int depth, ContentPart part, CancellationToken cancellationToken)
    {
        var parts = _levels[depth];
        if (part.IsHole && parts.Count > 0 && parts[^1].IsHole)
        {
            // One hole, however it was told: equal files have equal lists.
            parts[^1] = ContentPart.Hole(checked(parts[^1].Length + part.Length));
            return;
        }
        parts.Add(part);
        var isCut = parts.Count > MaxInline && !part.IsHole && (part.Chunk.Leading & CutMask) == 0;
        if (isCut || parts.Count == MaxListed)
            await SpillAsync(depth, cancellationToken);
    }

    private async ValueTask SpillAsync(int depth, CancellationToken cancellationToken)
    {
        var parts = _levels[depth].ToArray();
        if (parts.Length == 0)
            return;
        _levels[depth].Clear();
        using var encoded = new FieldWriter();
        PartsCodec.WriteList(encoded, depth, parts);
        var id = await session.StoreAsync(ChunkKind.List, encoded.Written, cancellationToken);
        if (depth + 1 == _levels.Count)
            _levels.Add([]);
        await AddAsync(depth + 1, new ContentPart(id, parts.Sum(part => part.Length), false), cancellationToken);
    }
}
