using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>Sets and removes extended attributes of an open inode.</summary>
internal static unsafe class AttributeWriter
{
    public static IReadOnlyList<byte[]> ListNames(Descriptor inode)
    {
        var path = inode.Path;
        var list = AttributeReader.Grow((buffer, size) => Libc.listxattr(path, (byte*)buffer, (nuint)size)) ?? [];
        return [.. AttributeReader.Split(list).Select(range => list[range])];
    }

    public static void Set(Descriptor inode, ExtendedAttribute attribute)
    {
        var value = attribute.Value.Span;
        fixed (byte* start = value)
            FileSystemException.Check(Libc.setxattr(inode.Path, attribute.Name.Span, start, (nuint)value.Length, 0));
    }

    public static void Remove(Descriptor inode, ReadOnlySpan<byte> name) =>
        FileSystemException.Check(Libc.removexattr(inode.Path, name));
}
