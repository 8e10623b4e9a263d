using Microsoft.Win32.SafeHandles;

namespace Cairn.Repository.ObjectStore;

/// <summary>
/// Reads long stretches of files past the kernel's cache: that spares a copy of what is read once, and the memory for it. The
/// memory must lie as far from a multiple of <see cref="AlignedMemory.Alignment"/> as the stretch does in the file.
/// </summary>
internal static unsafe class DirectRead
{
    /// <summary>Below this many bytes the cache's reading ahead is worth more.</summary>
    public const int LeastLength = 256 << 10;

    private const int Block = AlignedMemory.Alignment;

    // O_RDONLY and O_CLOEXEC
    private const int CloseOnExec = 0x80000;

    /// <summary>True: the buffer is full. False: that can't be had this way, and the usual one tells why.</summary>
    public static bool TryRead(string path, long offset, Span<byte> buffer)
    {
        if (buffer.Length < LeastLength)
            return false;
        fixed (byte* start = buffer)
        {
            var before = (int)(offset % Block);
            if ((nuint)start % Block != (nuint)before)
                return false;
            using var file = new SafeFileHandle(FileCalls.Open(path, CloseOnExec | FileCalls.Direct), ownsHandle: true);
            return !file.IsInvalid && TryRead(file, offset, before, start, buffer.Length);
        }
    }

    /// <summary>
    /// Reads a stretch without what is around it. The kernel fills its cache by longer pieces, and a bad sector fails all of one.
    /// False: as above.
    /// </summary>
    public static bool TryReadAlone(string path, long offset, Span<byte> buffer)
    {
        var before = (int)(offset % Block);
        var room = AlignedMemory.Allocate((before + buffer.Length + Block - 1) / Block * Block).Span;
        using var file = new SafeFileHandle(FileCalls.Open(path, CloseOnExec | FileCalls.Direct), ownsHandle: true);
        fixed (byte* start = room)
        {
            var part = new FileCalls.IoVector(start, (nuint)room.Length);
            if (file.IsInvalid
                || FileCalls.ReadVector((int)file.DangerousGetHandle(), &part, 1, offset - before) < before + buffer.Length)
                return false;
        }
        room.Slice(before, buffer.Length).CopyTo(buffer);
        return true;
    }

    /// <summary>Whole blocks from before the stretch to after it; what isn't asked for of the first and last goes elsewhere.</summary>
    private static bool TryRead(SafeFileHandle file, long offset, int before, byte* start, int length)
    {
        var edges = stackalloc byte[3 * Block];
        var first = (byte*)(((nuint)edges + Block - 1) / Block * Block);
        var last = first + Block;
        var head = before == 0 ? 0 : Block - before;
        var tail = (length - head) % Block;
        var middle = length - head - tail;
        var parts = stackalloc FileCalls.IoVector[3];
        var count = 0;
        if (head > 0)
            parts[count++] = new FileCalls.IoVector(first, Block);
        parts[count++] = new FileCalls.IoVector(start + head, (nuint)middle);
        if (tail > 0)
            parts[count++] = new FileCalls.IoVector(last, Block);
        var wanted = (nint)(before + length);
        var read = FileCalls.ReadVector((int)file.DangerousGetHandle(), parts, count, offset - before);
        // Not to be read this way, interrupted, or too short.
        if (read < wanted)
            return false;
        new Span<byte>(first + before, head).CopyTo(new Span<byte>(start, head));
        new Span<byte>(last, tail).CopyTo(new Span<byte>(start + head + middle, tail));
        return true;
    }
}
