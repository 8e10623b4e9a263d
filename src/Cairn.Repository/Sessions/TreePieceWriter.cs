using Cairn.Repository.Fields;
using Cairn.Repository.Sealing;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

/// <summary>
/// One level of a directory that is being written: the piece (tree chunk) in the making. Pieces end where a name's hash says so,
/// for levels above with ever more of its bits, so that a new name rewrites its own piece and those above.
/// </summary>
internal sealed class TreePieceWriter(WriteSession session, int level)
{
    // A piece ends after 256 entries on average, and after 4,096 entries or 1 MiB at the latest.
    private const int CutBits = 8;
    private const int MaxCount = 4096;
    private const int MaxBytes = 1 << 20;

    private readonly FieldWriter _items = session.FieldWriters.Take();
    private EntryName _last;

    public int Count { get; private set; }

    /// <summary>
    /// The chunk below, where this piece names only one: then that is the directory, and this piece needn't be.
    /// </summary>
    public ChunkId? SingleBranch { get; set; }

    /// <summary>The piece is done with, and never used again.</summary>
    public void End() => session.FieldWriters.GiveBack(_items);

    public bool HasRoomFor(int bytes) => Count == 0 || _items.Length + bytes <= MaxBytes;

    public void Add(EntryName name, ReadOnlySpan<byte> encoded)
    {
        _items.Raw(encoded);
        _last = name;
        Count++;
    }

    public bool EndsAfter(EntryName name)
    {
        if (Count >= MaxCount)
            return true;
        var shift = 64 - CutBits * (level + 1);
        return shift >= 0 && session.Repository.Gear.Hash(name.Bytes) >> shift == 0;
    }

    /// <summary>Stores the piece and starts the next.</summary>
    public async ValueTask<TreeBranch> StoreAsync(CancellationToken cancellationToken)
    {
        var chunk = session.FieldWriters.Take();
        TreeChunk.Begin(chunk, level, Count);
        chunk.Raw(_items.Written.Span);
        var branch = new TreeBranch(_last, await session.StoreAsync(ChunkKind.Tree, chunk.Written, cancellationToken));
        session.FieldWriters.GiveBack(chunk);
        _items.Clear();
        Count = 0;
        return branch;
    }
}
