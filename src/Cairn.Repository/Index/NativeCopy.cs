using System.Runtime.InteropServices;

namespace Cairn.Repository.Index;

/// <summary>Bytes outside the managed heap, freed when nothing refers to them any more.</summary>
internal sealed unsafe class NativeCopy : SafeBuffer
{
    public NativeCopy(ReadOnlySpan<byte> bytes)
        : base(ownsHandle: true)
    {
        SetHandle((nint)NativeMemory.Alloc((nuint)Math.Max(bytes.Length, 1)));
        Initialize((ulong)bytes.Length);
        bytes.CopyTo(new Span<byte>((void*)handle, bytes.Length));
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
