namespace Cairn.Repository.Sealing;

/// <summary>What a chunk holds. The numbers are part of the format, and ids of different kinds never coincide.</summary>
internal enum ChunkKind : byte
{
    /// <summary>Bytes of a file.</summary>
    Data = 1,

    /// <summary>A directory, or a piece of one.</summary>
    Tree = 2,

    /// <summary>A piece of a long list of a file's chunks.</summary>
    List = 3,
}
