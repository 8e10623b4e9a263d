namespace Cairn.CommServe.FirstStart;

/// <summary>
/// The server's data folder, owned by one server at a time: two job engines on one catalog would run each job twice.
/// The operating system gives the folder up when the process ends, however it ends.
/// </summary>
public sealed class DataFolder(CommServeOptions options) : IDisposable
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>"Somebody else has the file open", of Linux, macOS and Windows.</summary>
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    private FileStream? _lock;

    /// <summary>
    /// Makes the folder (mode 0700; one that is there keeps its mode) and takes it until this object is disposed. The catalog's
    /// file is made too, for its owner only; SQLite gives the files beside it the same mode.
    /// </summary>
    /// <exception cref="IOException">Another server has it, or it can't be made or written.</exception>
    public void Own()
    {
        if (_lock is not null)
            return;
        var folder = options.DataDirectory;
        if (File.Exists(folder))
            throw new IOException($"{folder} is a file: give a folder with --data.");
        try
        {
            Make(folder);
            _lock = OwnersOnly.Open(Path.Combine(folder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            OwnersOnly.Open(options.CatalogFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        }
        catch (IOException exception) when (InUse.Contains(exception.HResult))
        {
            throw new IOException($"Another server uses the data folder {folder}: end that one, or give another folder with --data.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"No permission for the data folder {folder}: run as its owner, or give another one with --data.", exception);
        }
        catch (IOException exception)
        {
            throw new IOException(
                $"The data folder {folder} can't be made or written: give another one with --data. ({exception.Message})", exception);
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OnlyOwner);
    }
}
