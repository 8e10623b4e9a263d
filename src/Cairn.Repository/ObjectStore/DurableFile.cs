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

    private const int InvalidArgument = 22;

    /// <summary>Makes a file that didn't exist; when it returns, its bytes (not its name) are durable.</summary>
    /// <exception cref="IOException">It exists, or can't be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        if (content.Length < LeastDirect || !IsAligned(content) || !TryWriteDirectly(file, content))
            RandomAccess.Write(file, content, 0);
        RandomAccess.FlushToDisk(file);
    }

    private static unsafe bool IsAligned(ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
            return (nuint)start % Block == 0;
    }

    /// <summary>False: the file system or the disk doesn't allow it. What was written is to be written again.</summary>
    private static bool TryWriteDirectly(SafeFileHandle file, ReadOnlySpan<byte> content)
    {
        // Not when it is opened: a file system that doesn't allow it makes the file and then refuses to open it.
        if (!FileCalls.TrySetDirect(file, true))
            return false;
        try
        {
            var whole = content.Length / Block * Block;
            RandomAccess.Write(file, content[..whole], 0);
            if (whole < content.Length)
                WriteLast(file, content[whole..], whole);
            return true;
        }
        catch (IOException exception) when (exception.HResult == InvalidArgument)
        {
            if (!FileCalls.TrySetDirect(file, false))
                throw;
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
