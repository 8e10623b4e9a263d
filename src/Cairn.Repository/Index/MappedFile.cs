using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Repository.Index;

/// <summary>
/// An object's bytes, mapped from its file or from a copy. They stay mapped as long as this is reachable (whoever uses
/// <see cref="Start"/> ends with <see cref="GC.KeepAlive"/>) and are unmapped by the handles' finalizers: with nothing to dispose
/// of, nobody can read what isn't there any more.
/// </summary>
internal sealed class MappedFile
{
    /// <summary>A smaller copy isn't worth a file.</summary>
    private const int SmallCopy = 1 << 20;

    private const int CopyPiece = 4 << 20;

    private readonly SafeFileHandle? _file;
    private readonly SafeBuffer _memory;

    private unsafe MappedFile(string name, SafeFileHandle? file, SafeBuffer memory, long length)
    {
        (Name, _file, _memory, Length) = (name, file, memory, length);
        Start = (byte*)memory.DangerousGetHandle();
    }

    public string Name { get; }

    public long Length { get; }

    public unsafe byte* Start { get; }

    /// <exception cref="ObjectNotFoundException">There is no such object.</exception>
    public static async ValueTask<MappedFile> OpenAsync(IObjectStore store, ObjectInfo info, CancellationToken cancellationToken)
    {
        if (store is IFileObjects files)
            return Map(info.Name, files.OpenFile(info.Name));
        var piece = new byte[(int)Math.Min(CopyPiece, info.Length)];
        if (info.Length <= SmallCopy)
        {
            await store.ReadAsync(info.Name, 0, piece, cancellationToken);
            return Copy(info.Name, piece);
        }
        var copy = OpenTemporary(info.Name);
        for (var at = 0L; at < info.Length; at += piece.Length)
        {
            var part = piece.AsMemory(0, (int)Math.Min(piece.Length, info.Length - at));
            await store.ReadAsync(info.Name, at, part, cancellationToken);
            Guarded(info.Name, () => RandomAccess.Write(copy, part.Span, at));
        }
        return Map(info.Name, copy);
    }

    /// <summary>A copy of what is in memory.</summary>
    public static MappedFile Copy(string name, ReadOnlyMemory<byte> content)
    {
        if (content.Length <= SmallCopy)
            return new MappedFile(name, null, new NativeCopy(content.Span), content.Length);
        var copy = OpenTemporary(name);
        Guarded(name, () => RandomAccess.Write(copy, content.Span, 0));
        return Map(name, copy);
    }

    /// <summary>
    /// Maps what is written to a temporary file, which is where the store has its objects if those are files; null when the
    /// answer is false.
    /// </summary>
    public static MappedFile? Write(IObjectStore store, string name, Func<Stream, bool> write)
    {
        var file = store is IFileObjects files ? files.OpenTemporary() : OpenTemporary(name);
        var isWanted = false;
        Guarded(name, () =>
        {
            using var borrowed = new SafeFileHandle(file.DangerousGetHandle(), ownsHandle: false);
            using var output = new FileStream(borrowed, FileAccess.Write, bufferSize: 1 << 16);
            isWanted = write(output);
        });
        if (isWanted)
            return Map(name, file);
        file.Dispose();
        return null;
    }

    /// <summary>Maps a file that holds the object's bytes; closes it when this is unreachable.</summary>
    public static MappedFile Map(string name, SafeFileHandle file) => Guarded(name, () =>
    {
        var length = RandomAccess.GetLength(file);
        if (length == 0)
            return new MappedFile(name, file, new NativeCopy([]), 0);
        using var mapping = MemoryMappedFile.CreateFromFile(
            file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        return new MappedFile(name, file, view.SafeMemoryMappedViewHandle, length);
    });

    /// <summary>
    /// Fills <paramref name="buffer"/> by an ordinary read. Used for the first look at each part: where the disk can't read it,
    /// or the file was cut short, this is an exception, and a look at the mapped bytes would be the end of the process.
    /// </summary>
    public void Read(long offset, Span<byte> buffer)
    {
        var done = 0;
        try
        {
            while (done < buffer.Length && ReadSome(offset + done, buffer[done..]) is var read and > 0)
                done += read;
        }
        catch (IOException e)
        {
            throw StoreFault.From(Name, e, isRead: true);
        }
        if (done < buffer.Length)
            throw new RepositoryDamagedException(Name, offset + done, "it ends here, too early");
    }

    private unsafe int ReadSome(long offset, Span<byte> buffer)
    {
        if (_file is not null)
            return RandomAccess.Read(_file, buffer, offset);
        var length = (int)Math.Min(buffer.Length, Length - offset);
        new ReadOnlySpan<byte>(Start + offset, length).CopyTo(buffer);
        GC.KeepAlive(_memory);
        return length;
    }

    /// <summary>For stores that aren't on this host: in the system's folder for such files.</summary>
    private static SafeFileHandle OpenTemporary(string name) => Guarded(name, () => UnnamedFile.Open(Path.GetTempPath()));

    private static void Guarded(string name, Action work) => Guarded(name, () =>
    {
        work();
        return true;
    });

    private static T Guarded<T>(string name, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreFault.From(name, e);
        }
    }
}
