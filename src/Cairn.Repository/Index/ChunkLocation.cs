using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// Where a chunk is: its pack, where its record starts there, and the record's sealed and plain lengths in bytes.
/// </summary>
internal readonly record struct ChunkLocation(PackId Pack, long Offset, int SealedLength, int PlainLength, ChunkKind Kind)
{
    public int RecordLength => RecordHeader.Size + SealedLength;
}
