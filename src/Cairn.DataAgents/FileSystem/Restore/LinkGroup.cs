using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>The names of one inode in the backup: the first one restored is written, the others are linked to it.</summary>
internal sealed class LinkGroup
{
    /// <summary>Held by who restores a name of the group.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Where a name of the group was restored, and the inode made there; null: nowhere yet.</summary>
    public (DirectoryPath Directory, EntryName Name, ulong Inode)? Restored { get; set; }
}
