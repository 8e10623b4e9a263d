using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Repository.ObjectStore;

/// <summary>
/// Objects as files under a folder (Linux). A put writes to tmp/, flushes the file, moves it into place without replacing
/// anything, and flushes the folder: so an object is there wholly or not at all. Calls block, but for long puts, which have
/// threads of their own; the disk is what they wait for.
/// </summary>
public sealed class LocalDisk(string root, TimeProvider? time = null) : IObjectStore, IFileObjects
{
    private const string Temporary = "tmp";

    /// <summary>From this many bytes on, a put takes long enough for the caller to do something else meanwhile.</summary>
    private const int LongPut = 1 << 20;

    // Whoever wrote a temporary file that long ago is gone; if not, its put fails, and nothing else does.
    private static readonly TimeSpan StaleAfter = TimeSpan.FromDays(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly DurableFolders _folders = new(Absolute(root));
    private readonly Lock _preparing = new();
    private bool _prepared;

    /// <summary>Makes the names in a folder survive a power cut; for tests, which let it fail.</summary>
    internal Action<string> FlushFolder { get; init; } = DurableFolders.Flush;

    /// <summary>The folder, as an absolute path.</summary>
    public string Root { get; } = Absolute(root);

    private string TemporaryFolder => Path.Combine(Root, Temporary);

    public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        cancellationToken.ThrowIfCancellationRequested();
        return content.Length < LongPut
            ? ValueTask.FromResult(Put(name, path, content))
            : new ValueTask<bool>(Task.Factory.StartNew(
                () => Put(name, path, content), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Guarded(name, () => File.ReadAllBytes(path), isRead: true));
    }

    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var path = PathOf(name);
        cancellationToken.ThrowIfCancellationRequested();
        var read = Guarded(name, () => Read(path, offset, buffer.Span), isRead: true);
        return read == buffer.Length
            ? ValueTask.CompletedTask
            : throw new RepositoryDamagedException(name, offset + read, "it ends here, too early");
    }

    public SafeFileHandle OpenFile(string name)
    {
        var path = PathOf(name);
        return Guarded(name, () => File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete), isRead: true);
    }

    public SafeFileHandle OpenTemporary() => Guarded(Temporary, () =>
    {
        Prepare();
        return UnnamedFile.Open(TemporaryFolder);
    });

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (prefix.Length > 0 && (prefix[^1] != '/' || !ObjectName.IsValid(prefix[..^1])))
            throw new ArgumentException($"'{prefix}' isn't empty or a number of segments ending in '/'.", nameof(prefix));
        foreach (var found in Guarded(prefix, () => Find(Path.Combine(Root, prefix))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return found;
        }
        await ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        cancellationToken.ThrowIfCancellationRequested();
        Guarded(name, () =>
        {
            try
            {
                File.Delete(path);
            }
            catch (DirectoryNotFoundException)
            {
                return false;
            }
            FlushFolder(Path.GetDirectoryName(path)!);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    private bool Put(string name, string path, ReadOnlyMemory<byte> content) => Guarded(name, () =>
    {
        Prepare();
        var temporary = Path.Combine(TemporaryFolder, Guid.NewGuid().ToString("n"));
        var isMoved = false;
        try
        {
            DurableFile.Write(temporary, content.Span);
            var folder = Path.GetDirectoryName(path)!;
            _folders.Create(folder);
            isMoved = DurableFolders.TryMove(temporary, path);
            // Also where the name is another's: the caller relies on that object from now on.
            FlushFolder(folder);
            return isMoved;
        }
        finally
        {
            if (!isMoved)
                File.Delete(temporary);
        }
    });

    private static string Absolute(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private static bool IsObject(string name) =>
        ObjectName.IsValid(name) && !name.StartsWith(Temporary + "/", StringComparison.Ordinal);

    /// <summary>Links aren't followed, and files whose names no object can have are somebody else's.</summary>
    private List<ObjectInfo> Find(string folder)
    {
        var found = new List<ObjectInfo>();
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = false,
        };
        if (Exists(folder))
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", options))
                if (Path.GetRelativePath(Root, file.FullName) is var name && IsObject(name) && LengthOf(file) is { } length)
                    found.Add(new ObjectInfo(name, length));
        return found;
    }

    // What .NET's Exists properties say of a folder or file that can't be looked at is that there is none; a list that is
    // short for that reason would have a collector delete what is needed.
    private static bool Exists(string folder)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Null: it was deleted since it was found.</summary>
    private static long? LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string name)
    {
        ObjectName.ThrowIfInvalid(name);
        if (!IsObject(name))
            throw new ArgumentException($"'{name}' can't name an object: '{Temporary}/' is the store's own.", nameof(name));
        return Path.Combine(Root, name);
    }

    private void Prepare()
    {
        lock (_preparing)
        {
            if (_prepared)
                return;
            _folders.Create(TemporaryFolder);
            foreach (var file in new DirectoryInfo(TemporaryFolder).EnumerateFiles())
                if (_time.GetUtcNow() - file.LastWriteTimeUtc > StaleAfter)
                    file.Delete();
            _prepared = true;
        }
    }

    private static int Read(string path, long offset, Span<byte> buffer)
    {
        if (DirectRead.TryRead(path, offset, buffer))
            return buffer.Length;
        try
        {
            return ReadFully(path, offset, buffer);
        }
        catch (IOException e) when (e.HResult == StoreFault.DeviceError)
        {
            if (!DirectRead.TryReadAlone(path, offset, buffer))
                throw;
            return buffer.Length;
        }
    }

    private static int ReadFully(string path, long offset, Span<byte> buffer)
    {
        using var file = File.OpenHandle(path);
        var done = 0;
        while (done < buffer.Length && RandomAccess.Read(file, buffer[done..], offset + done) is var read and > 0)
            done += read;
        return done;
    }

    /// <summary>Turns what the file system says into what <see cref="IObjectStore"/> promises.</summary>
    private static T Guarded<T>(string name, Func<T> work, bool isRead = false)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreFault.From(name, e, isRead);
        }
    }
}
