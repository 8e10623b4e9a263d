using Microsoft.Win32.SafeHandles;

namespace Cairn.Repository.ObjectStore;

/// <summary>Files without a name, which are gone when they are closed, also by the end of the process.</summary>
internal static class UnnamedFile
{
    /// <summary>Makes one in a folder, for reading and writing.</summary>
    /// <exception cref="IOException">It can't be made there.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor by this user.</exception>
    public static SafeFileHandle Open(string folder)
    {
        var path = Path.Combine(folder, $"cairn-{Guid.NewGuid():n}");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        File.Delete(path);
        return file;
    }
}
