namespace Cairn.DataAgents;

/// <summary>What a backup met. Directories on the way to the content count too; "/" itself doesn't.</summary>
public sealed record BackupCounts
{
    /// <summary>
    /// Of the content paths that were asked for: those that were found, not excluded, and read (a directory: its names). 0 means
    /// that there is nothing in the backup.
    /// </summary>
    public long ContentRead { get; init; }

    /// <summary>Regular files in the backup, read or unchanged.</summary>
    public long Files { get; init; }

    public long Directories { get; init; }

    /// <summary>Symbolic links, device nodes, fifos and sockets.</summary>
    public long Others { get; init; }

    /// <summary>Sizes of all files in the backup, holes counted.</summary>
    public long Bytes { get; init; }

    /// <summary>Of <see cref="Files"/>: those that were the same in the base and so were not read.</summary>
    public long FilesUnchanged { get; init; }

    /// <summary>
    /// Of <see cref="Files"/>: those that changed while they were read; the next backup reads them again.
    /// </summary>
    public long FilesUnsteady { get; init; }

    /// <summary>Items that were deleted between being listed and being read: no failure.</summary>
    public long Vanished { get; init; }

    /// <summary>
    /// Items that are missing from the backup, or are there without all that belongs to them, because they couldn't be read.
    /// </summary>
    public long Failed { get; init; }
}
