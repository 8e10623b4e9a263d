using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>Hands bytes to C as a string that ends in NUL; a name of usual length is copied to the stack only.</summary>
[CustomMarshaller(typeof(ReadOnlySpan<byte>), MarshalMode.ManagedToUnmanagedIn, typeof(In))]
internal static class NulTerminated
{
    internal unsafe ref struct In
    {
        private Span<byte> _text;

        /// <summary>The longest name of Linux file systems (255) and its NUL.</summary>
        public static int BufferSize => 256;

        public void FromManaged(ReadOnlySpan<byte> bytes, Span<byte> buffer)
        {
            _text = bytes.Length < buffer.Length ? buffer : new byte[bytes.Length + 1];
            bytes.CopyTo(_text);
            _text[bytes.Length] = 0;
        }

        public readonly ref byte GetPinnableReference() => ref MemoryMarshal.GetReference(_text);

        public readonly byte* ToUnmanaged() => (byte*)Unsafe.AsPointer(ref GetPinnableReference());

        /// <summary>Part of a marshaller's shape; the buffer is the caller's or the garbage collector's.</summary>
        public readonly void Free()
        {
        }
    }
}
