using Cairn.DataAgents.FileSystem.Native;

namespace Cairn.DataAgents.FileSystem.Selection;

/// <summary>Folders that no backup enters, known by device and inode: names can't hide them.</summary>
internal sealed class ExcludedFolders
{
    private readonly HashSet<(ulong Device, ulong Inode)> _folders = [];

    /// <exception cref="ArgumentException">A path isn't absolute.</exception>
    public static ExcludedFolders Find(IEnumerable<string> paths)
    {
        var found = new ExcludedFolders();
        foreach (var path in paths)
        {
            if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException($"ExcludedFolders: '{path}' isn't an absolute path; it must start with '/'.");
            found.Add(path);
        }
        return found;
    }

    public bool Contains(FileStatus directory) => _folders.Contains((directory.Device, directory.Inode));

    private void Add(string path)
    {
        try
        {
            using var folder = DirectoryHandle.Open(PathText.ToBytes(path));
            var status = folder.Status();
            _folders.Add((status.Device, status.Inode));
        }
        catch (FileSystemException)
        {
            // What can't be opened now can't be entered by the backup either.
        }
    }
}
