using Cairn.Repository.Sealing;

namespace Cairn.Repository.Trees;

/// <summary>
/// A stretch of a file: a chunk, or a hole (no chunk: zeros that take no space). <see cref="Length"/> is the number of the file's
/// bytes it covers; where the chunk is a list of parts, all that these cover.
/// </summary>
internal readonly record struct ContentPart(ChunkId Chunk, long Length, bool IsHole)
{
    public static ContentPart Hole(long length) => new(default, length, true);
}
