using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>
/// The C library's calls on files, by descriptor and by bytes: what System.IO offers takes text for names, follows links, and
/// knows no holes, attributes, owners or device nodes. Linux on x86-64 and arm64, where variadic calls (openat) pass arguments
/// like any other.
/// </summary>
internal static unsafe partial class Libc
{
    private const string Name = "libc";

    [LibraryImport(Name, SetLastError = true)]
    public static partial int openat(
        int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, int flags, uint mode);

    [LibraryImport(Name)]
    public static partial int close(int descriptor);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int statx(
        int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, int flags, uint mask, out Statx result);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int fstatfs(int descriptor, byte* result);

    [LibraryImport(Name, SetLastError = true)]
    public static partial nint getdents64(int descriptor, byte* buffer, nuint size);

    [LibraryImport(Name, SetLastError = true)]
    public static partial nint readlinkat(
        int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, byte* buffer, nuint size);

    [LibraryImport(Name, SetLastError = true)]
    public static partial nint pread(int descriptor, byte* buffer, nuint count, long offset);

    [LibraryImport(Name, SetLastError = true)]
    public static partial nint pwrite(int descriptor, byte* buffer, nuint count, long offset);

    [LibraryImport(Name, SetLastError = true)]
    public static partial long lseek(int descriptor, long offset, int whence);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int ftruncate(int descriptor, long length);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int fallocate(int descriptor, int mode, long offset, long length);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int mkdirat(int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, uint mode);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int mknodat(
        int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, uint mode, ulong device);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int symlinkat(
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> target,
        int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int linkat(
        int fromDirectory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> from,
        int toDirectory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> to, int flags);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int renameat2(
        int fromDirectory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> from,
        int toDirectory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> to, uint flags);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int unlinkat(int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, int flags);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int fchownat(
        int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, uint user, uint group, int flags);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int chmod([MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, uint mode);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int fchmod(int descriptor, uint mode);

    [LibraryImport(Name)]
    public static partial uint geteuid();

    [LibraryImport(Name)]
    public static partial uint getegid();

    [LibraryImport(Name, SetLastError = true)]
    public static partial int utimensat(
        int directory, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, TimeSpec* times, int flags);

    [LibraryImport(Name, SetLastError = true)]
    public static partial nint llistxattr([MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, byte* list, nuint size);

    [LibraryImport(Name, SetLastError = true)]
    public static partial nint lgetxattr(
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path,
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> name, byte* value, nuint size);

    [LibraryImport(Name)]
    public static partial nint flistxattr(int descriptor, byte* list, nuint size);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, int argument);

    [LibraryImport(Name, SetLastError = true)]
    public static partial nint getxattr(
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path,
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> name, byte* value, nuint size);

    [LibraryImport(Name, SetLastError = true)]
    public static partial nint listxattr([MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path, byte* list, nuint size);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int setxattr(
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path,
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> name, byte* value, nuint size, int flags);

    [LibraryImport(Name, SetLastError = true)]
    public static partial int removexattr(
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> path,
        [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> name);

    [LibraryImport(Name)]
    public static partial int getpwuid_r(uint id, byte* record, byte* buffer, nuint size, byte** found);

    [LibraryImport(Name)]
    public static partial int getgrgid_r(uint id, byte* record, byte* buffer, nuint size, byte** found);
}
