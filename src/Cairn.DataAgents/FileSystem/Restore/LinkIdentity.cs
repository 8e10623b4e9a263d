using System.Text;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// What the names of one inode in a backup have in common. The inode alone isn't enough: one of its names may have been backed up
/// before a change and another after it, or the number went to another file meanwhile. A link's target is here byte by byte as text.
/// </summary>
internal readonly record struct LinkIdentity(
    ulong Device, ulong Inode, EntryKind Kind, FileContent? Content, string? LinkTarget, ulong DeviceNumber)
{
    public static LinkIdentity Of(Entry entry) => new(
        entry.Device,
        entry.Inode,
        entry.Kind,
        entry.Content,
        entry.LinkTarget is { } target ? Encoding.Latin1.GetString(target.Span) : null,
        entry.DeviceNumber);
}
