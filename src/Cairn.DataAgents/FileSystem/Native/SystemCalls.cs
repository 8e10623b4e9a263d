using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>Calls of the kernel that the C library has no function for, by their numbers.</summary>
internal static unsafe partial class SystemCalls
{
    // The same on all processors.
    private const int CacheStatNumber = 451;
    private const int ListAttributesAtNumber = 465;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static readonly int SetupNumber = IsArm ? 0 : 206;
    private static readonly int DestroyNumber = IsArm ? 1 : 207;
    private static readonly int SubmitNumber = IsArm ? 2 : 209;
    private static readonly int GetEventsNumber = IsArm ? 4 : 208;

    /// <summary>io_setup (2).</summary>
    public static nint SetUpReads(int most, nint* context) => Call(SetupNumber, most, (nint)context, 0, 0, 0);

    /// <summary>io_destroy (2).</summary>
    public static nint DestroyReads(nint context) => Call(DestroyNumber, context, 0, 0, 0, 0);

    /// <summary>io_submit (2): how many were taken.</summary>
    public static nint SubmitReads(nint context, int count, ReadRequest** requests) =>
        Call(SubmitNumber, context, count, (nint)requests, 0, 0);

    /// <summary>io_getevents (2): how many came, at least <paramref name="least"/> unless a signal interrupted.</summary>
    public static nint WaitForReads(nint context, int least, int most, ReadResult* results) =>
        Call(GetEventsNumber, context, least, most, (nint)results, 0);

    /// <summary>cachestat (Linux 6.5): five numbers, of which the first is how many pages are in the cache.</summary>
    public static nint CacheStat(int descriptor, ulong* range, ulong* result) =>
        Call(CacheStatNumber, descriptor, (nint)range, (nint)result, 0, 0);

    /// <summary>listxattrat (Linux 6.13).</summary>
    public static nint ListAttributesAt(int directory, ReadOnlySpan<byte> name, int flags) =>
        Call(ListAttributesAtNumber, directory, name, flags, 0, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint first, nint second, nint third, nint fourth, nint fifth);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(
        nint number, nint first, [MarshalUsing(typeof(NulTerminated))] ReadOnlySpan<byte> second,
        nint third, nint fourth, nint fifth);
}
