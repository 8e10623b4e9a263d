using System.Runtime.InteropServices;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>Flags of openat (fcntl.h); two of them differ between processors.</summary>
internal static class OpenFlags
{
    public const int WriteOnly = 0x1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;

    /// <summary>Don't wait for the other end of a fifo that took a file's place.</summary>
    public const int NonBlocking = 0x800;

    public const int NoAccessTime = 0x40000;
    public const int CloseOnExec = 0x80000;

    /// <summary>A handle on the inode alone, not on what is in it.</summary>
    public const int PathOnly = 0x200000;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static int Directory { get; } = IsArm ? 0x4000 : 0x10000;

    /// <summary>Past the kernel's cache: memory, offset and length must be multiples of the disk's block.</summary>
    public static int Direct { get; } = IsArm ? 0x10000 : 0x4000;

    public static int NoFollow { get; } = IsArm ? 0x8000 : 0x20000;
}
