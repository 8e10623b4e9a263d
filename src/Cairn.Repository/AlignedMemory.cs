using System.Runtime.InteropServices;

namespace Cairn.Repository;

/// <summary>
/// Memory that starts at a multiple of <see cref="Alignment"/> and never moves, so that disks can read and write it past the
/// kernel's cache. Not zeroed; what is never written to takes no room.
/// </summary>
public static class AlignedMemory
{
    /// <summary>Bytes; a multiple of every usual disk's block.</summary>
    public const int Alignment = 4096;

    /// <summary>That many bytes, from the garbage-collected heap.</summary>
    public static Memory<byte> Allocate(int length)
    {
        var array = GC.AllocateUninitializedArray<byte>(length + Alignment - 1, pinned: true);
        var over = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % Alignment);
        return array.AsMemory((Alignment - over) % Alignment, length);
    }
}
