using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Cairn.Repository.ObjectStore;

/// <summary>
/// What .NET has no call for: putting a file in place without replacing another, and making names survive a power cut.
/// </summary>
internal sealed class DurableFolders(string root)
{
    private const int CurrentFolder = -100;
    private const uint NoReplace = 1;

    // O_RDONLY and O_CLOEXEC; O_DIRECTORY isn't the same number on all processors, and isn't needed.
    private const int ReadOnlyFolder = 0x80000;
    private const int FileExists = 17;

    // A file system without RENAME_NOREPLACE says EINVAL; an old kernel ENOSYS.
    private const int InvalidArgument = 22;
    private const int NotImplemented = 38;

    private readonly ConcurrentDictionary<string, bool> _durable = [];

    /// <summary>False, and nothing changed, when <paramref name="to"/> exists.</summary>
    public static bool TryMove(string from, string to)
    {
        if (FileCalls.RenameAt2(CurrentFolder, from, CurrentFolder, to, NoReplace) == 0)
            return true;
        return Marshal.GetLastPInvokeError() switch
        {
            FileExists => false,
            InvalidArgument or NotImplemented => TryLink(from, to),
            var error => throw Failure(error, to),
        };
    }

    /// <summary>Makes the names in a folder survive a power cut.</summary>
    public static void Flush(string folder)
    {
        var handle = FileCalls.Open(folder, ReadOnlyFolder);
        if (handle < 0)
            throw Failure(Marshal.GetLastPInvokeError(), folder);
        var failed = FileCalls.FSync(handle) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = FileCalls.Close(handle);
        if (failed)
            throw Failure(error, folder);
    }

    /// <summary>
    /// Makes a folder and its missing parents, each durable in its own parent. That a folder is there doesn't mean it is durable:
    /// another thread or process may have made it just now. So each is flushed once by each process.
    /// </summary>
    public void Create(string folder)
    {
        if (_durable.ContainsKey(folder))
            return;
        if (folder != root)
            Create(Path.GetDirectoryName(folder)!);
        else
            CreateRoot();
        Directory.CreateDirectory(folder);
        if (folder != root)
            Flush(Path.GetDirectoryName(folder)!);
        _durable[folder] = true;
    }

    /// <summary>The folders above the root may be anybody's: only those that are made here are flushed.</summary>
    private void CreateRoot()
    {
        var missing = new Stack<string>();
        for (var folder = root; !Directory.Exists(folder); folder = Path.GetDirectoryName(folder)!)
            missing.Push(folder);
        foreach (var folder in missing)
        {
            Directory.CreateDirectory(folder);
            Flush(Path.GetDirectoryName(folder)!);
        }
    }

    private static bool TryLink(string from, string to)
    {
        if (FileCalls.Link(from, to) == 0)
        {
            File.Delete(from);
            return true;
        }
        return Marshal.GetLastPInvokeError() is var error and not FileExists ? throw Failure(error, to) : false;
    }

    // The raw error number as HResult, as .NET's own file calls have it.
    private static IOException Failure(int error, string path) => new($"{new Win32Exception(error).Message}: '{path}'", error);
}
