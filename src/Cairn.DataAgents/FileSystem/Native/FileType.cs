using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>The file type bits of a mode (S_IFMT of sys/stat.h).</summary>
internal static class FileType
{
    public const int Mask = 0xF000;

    private static readonly (EntryKind Kind, int Bits)[] Types =
    [
        (EntryKind.File, 0x8000), (EntryKind.Directory, 0x4000), (EntryKind.SymbolicLink, 0xA000), (EntryKind.BlockDevice, 0x6000),
        (EntryKind.CharacterDevice, 0x2000), (EntryKind.Fifo, 0x1000), (EntryKind.Socket, 0xC000),
    ];

    public static EntryKind? KindOf(int mode)
    {
        foreach (var (kind, bits) in Types)
            if (bits == (mode & Mask))
                return kind;
        return null;
    }

    public static uint BitsOf(EntryKind kind) => (uint)Array.Find(Types, type => type.Kind == kind).Bits;
}
