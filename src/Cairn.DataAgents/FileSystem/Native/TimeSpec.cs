using System.Runtime.InteropServices;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>C's struct timespec on 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TimeSpec(FileTime time)
{
    private readonly long _seconds = time.Seconds;
    private readonly long _nanoseconds = time.Nanoseconds;
}
