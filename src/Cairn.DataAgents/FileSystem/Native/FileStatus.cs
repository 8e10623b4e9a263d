using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>What the file system knows of an inode, besides its content and extended attributes.</summary>
internal readonly record struct FileStatus
{
    /// <summary>Bytes in a block as the kernel counts them here, whatever the file system's own.</summary>
    private const int BlockSize = 512;

    private FileStatus(in Statx raw)
    {
        Kind = KindOf(raw.Mode);
        Mode = raw.Mode & 0xFFFu;
        UserId = raw.UserId;
        GroupId = raw.GroupId;
        LinkCount = raw.LinkCount;
        Inode = raw.Inode;
        Device = DeviceNumberOf(raw.DeviceMajor, raw.DeviceMinor);
        NodeNumber = Kind is EntryKind.BlockDevice or EntryKind.CharacterDevice ? DeviceNumberOf(raw.NodeMajor, raw.NodeMinor) : 0;
        Size = (long)raw.Size;
        MayHaveHoles = raw.Blocks * BlockSize < raw.Size;
        Modified = raw.Modified.ToFileTime();
        Changed = raw.Changed.ToFileTime();
        Accessed = raw.Accessed.ToFileTime();
        MountId = raw.MountId;
    }

    public EntryKind Kind { get; }

    /// <summary>Permissions, set-id bits and sticky.</summary>
    public uint Mode { get; }

    public uint UserId { get; }

    public uint GroupId { get; }

    public uint LinkCount { get; }

    public ulong Inode { get; }

    public ulong Device { get; }

    /// <summary>The device that a device node stands for; 0 for all else.</summary>
    public ulong NodeNumber { get; }

    public long Size { get; }

    /// <summary>Fewer blocks are used than the size needs: holes, or compression.</summary>
    public bool MayHaveHoles { get; }

    public FileTime Modified { get; }

    public FileTime Changed { get; }

    public FileTime Accessed { get; }

    /// <summary>Which mount it was reached through; 0 before Linux 5.8.</summary>
    public ulong MountId { get; }


    public static FileStatus From(in Statx raw) => new(raw);

    /// <summary>The C library's makedev().</summary>
    private static ulong DeviceNumberOf(ulong major, ulong minor) =>
        (major & 0xFFFFF000) << 32 | (major & 0xFFF) << 8 | (minor & 0xFFFFFF00) << 12 | minor & 0xFF;

    private static EntryKind KindOf(ushort mode) => FileType.KindOf(mode)
        ?? throw new FileSystemException(Errno.NotSupported, $"an unknown kind of file ({mode & FileType.Mask:x4})");
}
