namespace Cairn.CommServe.FirstStart;

/// <summary>Files (0600) and folders (0700) for their owner only, whatever the umask is and whatever they were before.</summary>
public static class OwnersOnly
{
    private const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode0700 = FileMode0600 | UnixFileMode.UserExecute;

    /// <summary>Makes the folder when it is missing, and closes it to others when it is there.</summary>
    public static void MakeDirectory(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, FolderMode0700);
        File.SetUnixFileMode(folder, FolderMode0700);
    }

    /// <summary>Opens a file, makes it when <paramref name="mode"/> says so, and closes it to others.</summary>
    public static FileStream Open(string file, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (OperatingSystem.IsWindows())
            return new FileStream(file, options);
        options.UnixCreateMode = FileMode0600;
        var stream = new FileStream(file, options);
        File.SetUnixFileMode(stream.SafeFileHandle, FileMode0600);
        return stream;
    }
}
