namespace Cairn.Repository.Trees;

/// <summary>One name in a directory and all that is known of what it names.</summary>
public sealed record Entry
{
    public required EntryName Name { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Permissions with set-user-id, set-group-id and sticky: 0 to 07777 (octal). The kind is not in it.</summary>
    public uint Mode { get; init; }

    public uint UserId { get; init; }

    public uint GroupId { get; init; }

    /// <summary>The owner's name on the host it came from; null where the id had none.</summary>
    public string? UserName { get; init; }

    public string? GroupName { get; init; }

    public FileTime Modified { get; init; }

    /// <summary>When the inode changed (ctime); serves change detection and can't be restored.</summary>
    public FileTime Changed { get; init; }

    public FileTime Accessed { get; init; }

    /// <summary>The device the entry was on; with <see cref="Inode"/> it tells hard links from copies.</summary>
    public ulong Device { get; init; }

    public ulong Inode { get; init; }

    public uint LinkCount { get; init; }

    /// <summary>The device that a device node stands for; 0 for all else.</summary>
    public ulong DeviceNumber { get; init; }

    /// <summary>Bytes in a file, holes counted: its content's length. Of all else any number, never negative.</summary>
    public long Size { get; init; }

    /// <summary>Where a symbolic link points, byte by byte; null for all else.</summary>
    public ReadOnlyMemory<byte>? LinkTarget { get; init; }

    public IReadOnlyList<ExtendedAttribute> ExtendedAttributes { get; init; } = [];

    /// <summary>A file's bytes; null for all else.</summary>
    public FileContent? Content { get; init; }

    /// <summary>A directory's entries; null for all else.</summary>
    public TreeRef? Subtree { get; init; }
}
