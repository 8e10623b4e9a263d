using System.Runtime.InteropServices;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>The kernel's struct statx (include/uapi/linux/stat.h), the same on all processors.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal readonly struct Statx
{
    public readonly uint Mask;
    public readonly uint BlockSize;
    public readonly ulong Attributes;
    public readonly uint LinkCount;
    public readonly uint UserId;
    public readonly uint GroupId;
    public readonly ushort Mode;
    private readonly ushort _padding;
    public readonly ulong Inode;
    public readonly ulong Size;
    public readonly ulong Blocks;
    public readonly ulong AttributesMask;
    public readonly StatxTime Accessed;
    public readonly StatxTime Born;
    public readonly StatxTime Changed;
    public readonly StatxTime Modified;
    public readonly uint NodeMajor;
    public readonly uint NodeMinor;
    public readonly uint DeviceMajor;
    public readonly uint DeviceMinor;
    public readonly ulong MountId;
}
