using System.Runtime.InteropServices;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>The kernel's struct io_event: which request it answers, and the bytes read or an error number below zero.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ReadResult
{
    public readonly ulong Number;
    private readonly ulong _request;
    public readonly long Count;
    private readonly long _detail;
}
