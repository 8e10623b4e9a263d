namespace Cairn.CommServe.FirstStart;

/// <summary>
/// The server's data folder, owned by one server at a time: two job engines on one catalog would run each job twice.
/// The operating system gives the folder up when the process ends, however it ends.
/// </summary>
public sealed class DataFolder(CommServeOptions options) : IDisposable
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private FileStream? _lock;

    /// <summary>Makes the folder (mode 0700) when it is missing, and takes it until this object is disposed.</summary>
    /// <exception cref="IOException">Another server has it, or it can't be made or written.</exception>
    public void Own()
    {
        if (_lock is not null)
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(options.DataDirectory);
        else
            Directory.CreateDirectory(options.DataDirectory, OnlyOwner);
        var file = Path.Combine(options.DataDirectory, "server.lock");
        try
        {
            _lock = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException(
                $"The data folder {options.DataDirectory} can't be taken: {exception.Message} " +
                "If another server runs on it, end that one or use another folder.", exception);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
