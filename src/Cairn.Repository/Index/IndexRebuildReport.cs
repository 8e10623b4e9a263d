namespace Cairn.Repository.Index;

/// <summary>
/// What was read to make an index anew: packs, chunks found in them, and the names of packs that could not be used at all or in
/// part.
/// </summary>
public sealed record IndexRebuildReport(long Packs, long Chunks, IReadOnlyList<string> DamagedPacks);
