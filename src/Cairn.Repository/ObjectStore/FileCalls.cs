using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cairn.Repository.ObjectStore;

/// <summary>The system's calls about files and folders for which .NET has none, as their manual pages describe them.</summary>
internal static partial class FileCalls
{
    /// <summary>O_DIRECT: past the kernel's cache. Not the same number on all processors.</summary>
    public static readonly int Direct = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x10000 : 0x4000;

    // F_GETFL and F_SETFL
    private const int GetFlags = 3;
    private const int SetFlags = 4;

    /// <summary>The descriptor of what was opened, or -1.</summary>
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags, int mode = 0);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Link(string from, string to);

    /// <summary>Reads into several pieces of memory at once; how many bytes, or -1.</summary>
    [LibraryImport("libc", EntryPoint = "preadv")]
    public static unsafe partial nint ReadVector(int descriptor, IoVector* parts, int count, long offset);

    /// <summary>Has an open file be read and written past the kernel's cache from now on, or through it. False: that can't be.</summary>
    public static bool TrySetDirect(SafeFileHandle file, bool isDirect)
    {
        var flags = Control(file, GetFlags, 0);
        return flags >= 0 && Control(file, SetFlags, isDirect ? flags | Direct : flags & ~Direct) == 0;
    }

    // Variadic, but on x86-64 and arm64 called like any other.
    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle file, int command, int argument);

    /// <summary>A piece of memory (struct iovec).</summary>
    internal readonly unsafe struct IoVector(byte* start, nuint length)
    {
        public readonly byte* Start = start;
        public readonly nuint Length = length;
    }
}
