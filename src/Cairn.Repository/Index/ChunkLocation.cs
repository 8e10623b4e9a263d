using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// Where a chunk is: its pack, where its record starts there, the record's sealed length in bytes, and its kind.
/// </summary>
internal readonly record struct ChunkLocation(PackId Pack, int Offset, int SealedLength, ChunkKind Kind)
{
    public int RecordLength => RecordHeader.Size + SealedLength;
}
