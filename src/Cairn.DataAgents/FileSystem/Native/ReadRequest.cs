using System.Runtime.InteropServices;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>The kernel's struct iocb (linux/aio_abi.h), for a read.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal readonly struct ReadRequest(int number, int descriptor, nint buffer, int length)
{
    private readonly ulong _number = (ulong)number;
    private readonly uint _key;
    private readonly uint _flags;
    private readonly ushort _operation; // IOCB_CMD_PREAD is 0
    private readonly short _priority;
    private readonly int _descriptor = descriptor;
    private readonly ulong _buffer = (ulong)buffer;
    private readonly ulong _length = (ulong)length;
    private readonly long _offset;
}
