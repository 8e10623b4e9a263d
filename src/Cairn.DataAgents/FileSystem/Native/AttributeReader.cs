using System.Runtime.InteropServices;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>
/// Reads the extended attributes of one name in a directory, access control lists (system.posix_acl_*) among them.
/// </summary>
internal static unsafe class AttributeReader
{
    /// <summary>Enough for nearly all lists and values; longer ones (up to 64 KiB) take a second call.</summary>
    private const int UsualSize = 1024;

    private const int MaxSize = 64 << 10;

    /// <summary>In the order of their names. None where the file system keeps none.</summary>
    public static IReadOnlyList<ExtendedAttribute> Read(DirectoryHandle directory, ReadOnlySpan<byte> name)
    {
        if (directory.HasNoAttributes(name))
            return [];
        var path = directory.PathOf(name);
        var names = ListNames(path);
        if (names.Length == 0)
            return [];
        var attributes = new List<ExtendedAttribute>();
        foreach (var range in Split(names))
            if (ReadValue(path, names.AsSpan(range)) is { } value)
                attributes.Add(new ExtendedAttribute(names[range], value));
        attributes.Sort((left, right) => left.Name.Span.SequenceCompareTo(right.Name.Span));
        return attributes;
    }

    /// <summary>Where the names in a list, each ended by a NUL, are.</summary>
    internal static IEnumerable<Range> Split(byte[] list)
    {
        for (var start = 0; start < list.Length;)
        {
            var end = Array.IndexOf(list, (byte)0, start);
            yield return start..end;
            start = end + 1;
        }
    }

    private static byte[] ListNames(byte[] path) => Grow((buffer, size) => Libc.llistxattr(path, (byte*)buffer, (nuint)size)) ?? [];

    private static byte[]? ReadValue(byte[] path, ReadOnlySpan<byte> name)
    {
        var copy = name.ToArray();
        return Grow((buffer, size) => Libc.lgetxattr(path, copy, (byte*)buffer, (nuint)size));
    }

    /// <summary>
    /// Calls with a small buffer, and once more with the largest; null: there is no such thing (any more), or the file system has
    /// no attributes.
    /// </summary>
    internal static byte[]? Grow(Func<nint, int, nint> call)
    {
        Span<byte> buffer = stackalloc byte[UsualSize];
        var length = Call(call, buffer);
        if (length < 0 && (Errno)Marshal.GetLastPInvokeError() == Errno.OutOfRange)
            length = Call(call, buffer = new byte[MaxSize]);
        if (length >= 0)
            return buffer[..(int)length].ToArray();
        var errno = (Errno)Marshal.GetLastPInvokeError();
        return errno is Errno.NoData or Errno.NotSupported ? null : throw FileSystemException.Of(errno);
    }

    private static nint Call(Func<nint, int, nint> call, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return call((nint)start, buffer.Length);
    }
}
