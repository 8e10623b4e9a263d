using Microsoft.Win32.SafeHandles;

namespace Cairn.Repository.ObjectStore;

/// <summary>
/// Writes files that survive a power cut. Long ones go past the kernel's cache where the memory they are in and the file system
/// allow it: that spares a copy, the memory for it, and what others have in the cache.
/// </summary>
internal static class DurableFile
{
    private const int Block = AlignedMemory.Alignment;

    private const int LeastDirect = 1 << 20;

    // O_WRONLY, O_CREAT, O_EXCL and O_CLOEXEC
    private const int WriteNew = 0x1 | 0x40 | 0x80 | 0x80000;
    private const int InvalidArgument = 22;

    /// <summary>Makes a file that didn't exist; when it returns, its bytes (not its name) are durable.</summary>
    /// <exception cref="IOException">It exists, or can't be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        if (content.Length >= LeastDirect && IsAligned(content) && TryWriteDirectly(path, content))
            return;
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, content, 0);
        RandomAccess.FlushToDisk(file);
    }

    private static unsafe bool IsAligned(ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
            return (nuint)start % Block == 0;
    }

    /// <summary>False, and nothing is there: the file system doesn't allow it.</summary>
    private static bool TryWriteDirectly(string path, ReadOnlySpan<byte> content)
    {
        using var file = new SafeFileHandle(FileCalls.Open(path, WriteNew | FileCalls.Direct, 0x1B6), ownsHandle: true);
        if (file.IsInvalid)
            return false;
        try
        {
            var whole = content.Length / Block * Block;
            RandomAccess.Write(file, content[..whole], 0);
            if (whole < content.Length)
                WriteLast(file, content[whole..], whole);
            RandomAccess.FlushToDisk(file);
            return true;
        }
        catch (IOException exception) when (exception.HResult == InvalidArgument)
        {
            File.Delete(path);
            return false;
        }
    }

    /// <summary>Less than a block: it is written as one, and the rest of that is cut off.</summary>
    private static unsafe void WriteLast(SafeFileHandle file, ReadOnlySpan<byte> rest, long offset)
    {
        var room = stackalloc byte[2 * Block];
        var block = new Span<byte>((byte*)(((nuint)room + Block - 1) / Block * Block), Block);
        rest.CopyTo(block);
        block[rest.Length..].Clear();
        RandomAccess.Write(file, block, offset);
        RandomAccess.SetLength(file, offset + rest.Length);
    }
}
