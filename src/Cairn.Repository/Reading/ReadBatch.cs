using Cairn.Repository.Packs;

namespace Cairn.Repository.Reading;

/// <summary>
/// Reads that are served by one stretch of a pack, in its order; uses of one chunk follow each other. Or reads without a chunk
/// (length 0).
/// </summary>
internal readonly record struct ReadBatch(PackId Pack, int Offset, int Length, ReadOnlyMemory<PlannedRead> Reads);
