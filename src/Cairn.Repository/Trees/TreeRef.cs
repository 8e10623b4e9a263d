using Cairn.Repository.Sealing;

namespace Cairn.Repository.Trees;

/// <summary>A stored directory: the id of its root tree chunk. Equal directories have equal references.</summary>
public readonly record struct TreeRef(ChunkId Id);
