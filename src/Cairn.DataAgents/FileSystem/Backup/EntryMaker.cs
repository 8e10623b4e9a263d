using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Makes an entry of what the file system says about a name: all but a file's content and a directory's entries.
/// </summary>
internal sealed class EntryMaker(BackupReport report)
{
    private readonly AccountNames _accounts = new();

    /// <param name="directory">Where the name is.</param>
    /// <param name="path">That directory's path.</param>
    /// <param name="name">The name in it.</param>
    /// <param name="status">What it was found to be.</param>
    /// <param name="file">The same, where it is open: that spares looking the name up.</param>
    public Entry Make(
        DirectoryHandle directory, DirectoryPath path, EntryName name, FileStatus status, FileHandle? file = null) => new()
        {
            Name = name,
            Kind = status.Kind,
            Mode = status.Mode,
            UserId = status.UserId,
            GroupId = status.GroupId,
            UserName = _accounts.User(status.UserId),
            GroupName = _accounts.Group(status.GroupId),
            Modified = status.Modified,
            Changed = status.Changed,
            // Reading where a link points moves its access time, and nothing can be done about it: so it says nothing, and kept as it
            // is, it would only make every backup's tree a different one.
            Accessed = status.Kind == EntryKind.SymbolicLink ? status.Modified : status.Accessed,
            Device = status.Device,
            Inode = status.Inode,
            LinkCount = status.LinkCount,
            DeviceNumber = status.NodeNumber,
            Size = status.Kind == EntryKind.File ? status.Size : 0,
            LinkTarget = status.Kind == EntryKind.SymbolicLink ? directory.ReadLink(name.Bytes) : default(ReadOnlyMemory<byte>?),
            ExtendedAttributes = file is { HasNoAttributes: true } ? [] : ReadAttributes(directory, path, name),
        };

    private IReadOnlyList<ExtendedAttribute> ReadAttributes(DirectoryHandle directory, DirectoryPath path, EntryName name)
    {
        try
        {
            return AttributeReader.Read(directory, name.Bytes);
        }
        catch (FileSystemException exception) when (exception.Errno != Errno.NoEntry)
        {
            report.AddFailed(new ItemFailure(path.Of(name), $"extended attributes: {exception.Message}", Kept: true));
            return [];
        }
    }
}
