using System.Runtime.InteropServices;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>An open regular file.</summary>
internal sealed unsafe class FileHandle(int descriptor) : Descriptor(descriptor)
{
    private const int SeekData = 3;
    private const int SeekHole = 4;

    private const int KeepSize = 1;

    private const int GetFlags = 3;
    private const int SetFlags = 4;

    /// <summary>A multiple of every usual disk's block.</summary>
    private const int Block = 4096;

    private volatile bool _isDirect;

    /// <summary>False: there may be some, or it can't be told here.</summary>
    public bool HasNoAttributes => Libc.flistxattr(Number, null, 0) == 0;

    /// <summary>Nothing of it is in the kernel's cache; false too where that can't be told (before Linux 6.5).</summary>
    public bool IsUncached
    {
        get
        {
            var range = stackalloc ulong[2]; // offset, length; 0: to the end
            var pages = stackalloc ulong[5];
            (range[0], range[1]) = (0, 0);
            return SystemCalls.CacheStat(Number, range, pages) == 0 && pages[0] == 0;
        }
    }

    /// <summary>For calls on several files at once.</summary>
    public int RawDescriptor => Number;

    /// <summary>That many bytes, rounded up to whole blocks.</summary>
    public static long WholeBlocks(long length) => (length + Block - 1) / Block * Block;

    /// <summary>
    /// From now on, reads go past the kernel's cache where the file system allows it; best in whole blocks, at offsets and into
    /// memory that are multiples of a block. Others are read as usual, and so is all that follows. False: it doesn't allow it.
    /// </summary>
    public bool TryReadDirectly() => _isDirect = TrySetDirect(true);

    /// <summary>Reads at <paramref name="offset"/>; 0 bytes at the end of the file. Safe for use by several threads.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var isDirect = _isDirect;
                var count = Libc.pread(Number, start, (nuint)buffer.Length, offset);
                if (count >= 0 || !MayTryAgain((Errno)Marshal.GetLastPInvokeError(), isDirect))
                    return (int)FileSystemException.Check(count);
            }
        }
    }

    private bool MayTryAgain(Errno errno, bool wasDirect)
    {
        if (errno != Errno.Invalid || !wasDirect)
            return errno == Errno.Interrupted;
        // In this order: who finds it not direct relies on that.
        var isTold = TrySetDirect(false);
        _isDirect = false;
        return isTold;
    }

    private bool TrySetDirect(bool direct)
    {
        var flags = Libc.fcntl(Number, GetFlags, 0);
        return flags >= 0 && Libc.fcntl(Number, SetFlags, direct ? flags | OpenFlags.Direct : flags & ~OpenFlags.Direct) == 0;
    }

    /// <summary>Writes all of <paramref name="data"/> at <paramref name="offset"/>.</summary>
    public void Write(ReadOnlySpan<byte> data, long offset)
    {
        fixed (byte* start = data)
        {
            for (var done = 0; done < data.Length;)
            {
                var count = Libc.pwrite(Number, start + done, (nuint)(data.Length - done), offset + done);
                if (count < 0 && Marshal.GetLastPInvokeError() == (int)Errno.Interrupted)
                    continue;
                done += (int)FileSystemException.Check(count);
            }
        }
    }

    /// <summary>Has the file system find room for a stretch at once, where it can. What is in the file isn't changed.</summary>
    /// <exception cref="FileSystemException">There is no room, among others.</exception>
    public void Preallocate(long offset, long length)
    {
        if (Libc.fallocate(Number, KeepSize, offset, length) != 0
            && (Errno)Marshal.GetLastPInvokeError() is not (Errno.NotSupported or Errno.NoSystemCall or Errno.Interrupted or Errno.Invalid))
            throw FileSystemException.OfLastCall();
    }

    public void SetLength(long length) => FileSystemException.Check(Libc.ftruncate(Number, length));

    /// <summary>
    /// The next stretch of data at or after <paramref name="position"/> and before <paramref name="end"/>; empty at <paramref
    /// name="end"/> if only a hole follows. Where the file system can't tell holes, all is data.
    /// </summary>
    public (long Start, long End) NextData(long position, long end)
    {
        var start = Libc.lseek(Number, position, SeekData);
        if (start < 0)
            return Marshal.GetLastPInvokeError() switch
            {
                (int)Errno.NoSuchAddress => (end, end),
                (int)Errno.Invalid or (int)Errno.NotSupported => (position, end),
                _ => throw FileSystemException.OfLastCall(),
            };
        if (start >= end)
            return (end, end);
        return (start, Math.Min(end, FileSystemException.Check(Libc.lseek(Number, start, SeekHole))));
    }
}
