using Cairn.Repository.Index;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Reading;

/// <summary>
/// One use of a chunk: where it is, and where its bytes go. Without a chunk the target has its bytes, if any, with it.
/// </summary>
internal sealed record PlannedRead(ContentTarget Target, long TargetOffset, long Length, ChunkId Chunk, ChunkLocation Location)
{
    public bool HasChunk => Location.SealedLength > 0;
}
