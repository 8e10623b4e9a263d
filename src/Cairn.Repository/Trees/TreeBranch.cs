using Cairn.Repository.Sealing;

namespace Cairn.Repository.Trees;

/// <summary>A piece of a directory as its parent chunk names it: its last name, and its chunk.</summary>
internal readonly record struct TreeBranch(EntryName Last, ChunkId Chunk);
