using Cairn.DataAgents.FileSystem.Native;

namespace Cairn.DataAgents.FileSystem.Comparison;

/// <summary>Tells, for two trees gone through in step, under which path the inode of a name was met first in each.</summary>
internal sealed class LinkComparison
{
    private readonly Dictionary<(ulong Device, ulong Inode), string> _left = [];
    private readonly Dictionary<(ulong Device, ulong Inode), string> _right = [];

    /// <summary>Two equal paths if both names are new, or link to the same earlier name.</summary>
    public (string Left, string Right) Meet(FileStatus left, FileStatus right, string path) =>
        (First(_left, left, path), First(_right, right, path));

    private static string First(Dictionary<(ulong, ulong), string> met, FileStatus status, string path)
    {
        if (status.LinkCount == 1 || met.TryAdd((status.Device, status.Inode), path))
            return path;
        return met[(status.Device, status.Inode)];
    }
}
