using Cairn.Repository.Trees;

namespace Cairn.DataAgents;

/// <summary>What to back up and what an earlier backup already holds.</summary>
public sealed record BackupRequest
{
    /// <summary>
    /// Absolute paths of files and directories. Symbolic links on the way are stored, and followed. One that doesn't exist is
    /// reported as failed. A byte that isn't UTF-8 is written <c>\xNN</c>.
    /// </summary>
    public required IReadOnlyList<string> Content { get; init; }

    /// <summary>
    /// Globs that leave things out. <c>*</c> and <c>?</c> stay within a name, <c>[a-z]</c> and <c>[!a-z]</c> are sets, <c>\</c>
    /// takes the next character as it is, <c>**</c> between slashes is any number of directories. A glob that starts with '/' is
    /// matched from the root, another at any depth; one that ends in '/' means directories only. What is below an excluded
    /// directory is excluded.
    /// </summary>
    public IReadOnlyList<string> Exclusions { get; init; } = [];

    /// <summary>
    /// Absolute paths of folders that are never entered, whatever name leads there (a symbolic link, a bind mount): a folder is
    /// known by its device and inode at the start of the run. It is left out with its own entry, without a report. One that
    /// doesn't exist is ignored. Nothing in a path has the meaning of a glob.
    /// </summary>
    public IReadOnlyList<string> ExcludedFolders { get; init; } = [];

    /// <summary>False: directories that are mount points below a content path are kept, but not what is mounted there.</summary>
    public bool FollowMountPoints { get; init; } = true;

    /// <summary>The root of an earlier backup, to read only what changed since; null: read everything.</summary>
    public TreeRef? BaseTree { get; init; }

    /// <summary>When the backup of <see cref="BaseTree"/> started; must be given with it.</summary>
    public DateTimeOffset? BaseStarted { get; init; }

    /// <summary>Count files and bytes ahead of the backup, so that progress can be shown in percent.</summary>
    public bool EstimateTotals { get; init; } = true;
}
