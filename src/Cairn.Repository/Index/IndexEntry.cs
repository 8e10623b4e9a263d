namespace Cairn.Repository.Index;

/// <summary>A place of a chunk, with the number that it has in its <see cref="IndexView"/>.</summary>
internal readonly record struct IndexEntry(long Number, ChunkPrefix Id, ChunkLocation Location);
