using System.Collections.Frozen;

namespace Cairn.DataAgents.FileSystem.Source;

/// <summary>
/// File systems that stamp changes by this host's own clock and to its tick. Of a network's the clock is another's, and older ones
/// count seconds. By the magic numbers of linux/magic.h.
/// </summary>
internal static class FineStampedFileSystems
{
    private static readonly FrozenSet<uint> Magics = new uint[]
    {
        0xef53, // ext2, ext3, ext4
        0x58465342, // xfs
        0x9123683e, // btrfs
        0x2fc12fc1, // zfs
        0xf2f52010, // f2fs
        0xca451a4e, // bcachefs
        0x01021994, // tmpfs
        0x794c7630, // overlayfs
    }.ToFrozenSet();

    public static bool Contains(uint magic) => Magics.Contains(magic);
}
