using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Selection;

/// <summary>
/// Turns the content that was asked for into the paths where it really is: a symbolic link on the way (or at the end) is selected
/// itself, and so is what it leads to, so that content "/home" is found when /home is a link to /data/home.
/// </summary>
internal sealed class ContentPaths
{
    /// <summary>The kernel's own limit of links on a path.</summary>
    private const int MaxLinks = 40;

    private readonly PathNode _selection = new();

    /// <exception cref="ArgumentException">A path isn't absolute.</exception>
    public static PathNode Resolve(IEnumerable<string> content, Action<ItemFailure> report)
    {
        var paths = new ContentPaths();
        foreach (var path in content)
        {
            if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal))
                throw new ArgumentException($"Content: '{path}' isn't an absolute path; it must start with '/'.");
            try
            {
                paths.Add(PathText.ToBytes(path));
            }
            catch (FileSystemException exception)
            {
                report(new ItemFailure(path, exception.Message));
            }
        }
        return paths._selection;
    }

    private void Add(byte[] path)
    {
        var here = new List<EntryName>();
        var ahead = new Stack<byte[]>(Enumerable.Reverse(PathText.Split(path)));
        var links = 0;
        PathNode? lastLink = null;
        try
        {
            while (ahead.TryPop(out var segment))
                if (Step(here, segment, ahead.Count > 0) is var (link, target))
                {
                    if (ahead.Count == 0)
                        lastLink = link;
                    if (++links > MaxLinks)
                        throw FileSystemException.Of(Errno.TooManyLinks);
                    if (target is [(byte)'/', ..])
                        here.Clear();
                    foreach (var next in Enumerable.Reverse(PathText.Split(target)))
                        ahead.Push(next);
                }
            _selection.Add(here).ContentPaths++;
        }
        catch (FileSystemException) when (lastLink is not null)
        {
            // The content is a link that leads nowhere; the link itself is selected, and that is all there is.
            lastLink.ContentPaths++;
        }
    }

    /// <summary>Goes one segment on. Where that is a symbolic link, stays before it and answers it and its target.</summary>
    private (PathNode Link, byte[] Target)? Step(List<EntryName> here, byte[] segment, bool goesOn)
    {
        if (segment.AsSpan().SequenceEqual(".."u8))
        {
            if (here.Count > 0)
                here.RemoveAt(here.Count - 1);
            return null;
        }
        if (segment.Length > EntryName.MaxLength)
            throw new FileSystemException(Errno.Invalid, "a name on the path is too long");
        using var directory = Open(here);
        var status = directory.Status(segment);
        here.Add(new EntryName(segment));
        if (status.Kind == EntryKind.SymbolicLink)
        {
            var link = _selection.Add(here);
            here.RemoveAt(here.Count - 1);
            return (link, directory.ReadLink(segment));
        }
        return goesOn && status.Kind != EntryKind.Directory ? throw FileSystemException.Of(Errno.NotADirectory) : null;
    }

    private static DirectoryHandle Open(List<EntryName> path)
    {
        var directory = DirectoryHandle.Open("/"u8);
        foreach (var name in path)
            using (var parent = directory)
                directory = parent.OpenDirectory(name.Bytes);
        return directory;
    }
}
