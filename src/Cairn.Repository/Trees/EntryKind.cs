namespace Cairn.Repository.Trees;

/// <summary>What a name in a directory stands for. The numbers are part of the format.</summary>
public enum EntryKind : byte
{
    Directory = 1,
    File = 2,
    SymbolicLink = 3,
    CharacterDevice = 4,
    BlockDevice = 5,
    Fifo = 6,
    Socket = 7,
}
