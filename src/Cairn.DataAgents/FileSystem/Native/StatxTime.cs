using System.Runtime.InteropServices;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>The kernel's struct statx_timestamp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct StatxTime
{
    private readonly long _seconds;
    private readonly uint _nanoseconds;
    private readonly int _reserved;

    public FileTime ToFileTime() => new(_seconds, (int)_nanoseconds);
}
