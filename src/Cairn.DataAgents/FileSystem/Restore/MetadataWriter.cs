using System.Text;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>Gives an inode the owner, mode, attributes and times of an entry.</summary>
internal static class MetadataWriter
{
    private const uint SetIdBits = 0xC00;

    /// <summary>
    /// Kinds of attributes that an entry without them must not have; others (security.selinux) are the system's to give.
    /// </summary>
    private static readonly string[] OwnNamespaces = ["user.", "trusted.", "system.posix_acl_"];

    /// <summary>
    /// Sets all that can be set and answers what couldn't, with the reason. The order matters: a new owner clears set-id bits and
    /// capabilities, an access control list is laid over the mode, and each of them moves the change time, so times are last.
    /// </summary>
    /// <param name="inode">What gets the metadata.</param>
    /// <param name="entry">Has it.</param>
    /// <param name="fresh">
    /// The status of an inode that was made just now and inherited nothing: what is as it should be needn't be set, and there are
    /// no attributes to remove. Null: nothing is known.
    /// </param>
    public static IReadOnlyList<string> Apply(Descriptor inode, Entry entry, FileStatus? fresh = null)
    {
        List<string> problems = [];
        var isOwnerSet = fresh is { } status && (status.UserId, status.GroupId) == (entry.UserId, entry.GroupId)
            || Try(problems, "owner", inode, entry, static (inode, entry) => inode.SetOwner(entry.UserId, entry.GroupId));
        // A set-id bit that was meant for another owner would give away the rights of whoever restores.
        var mode = isOwnerSet ? entry.Mode : entry.Mode & ~SetIdBits;
        if (entry.Kind != EntryKind.SymbolicLink && fresh?.Mode != mode)
            Try(problems, "mode", inode, mode, static (inode, mode) => inode.SetMode(mode));
        if (fresh is null)
            Try(problems, "extended attributes", inode, entry, RemoveOthers);
        foreach (var attribute in entry.ExtendedAttributes)
            Try(problems, Encoding.UTF8.GetString(attribute.Name.Span), inode, attribute, AttributeWriter.Set);
        Try(problems, "times", inode, entry, static (inode, entry) => inode.SetTimes(entry.Accessed, entry.Modified));
        return problems;
    }

    /// <summary>
    /// Removes what the inode has (by a default access control list of its directory, or from before) and the entry hasn't.
    /// </summary>
    private static void RemoveOthers(Descriptor inode, Entry entry)
    {
        foreach (var name in AttributeWriter.ListNames(inode))
            if (Array.Exists(OwnNamespaces, prefix => Encoding.UTF8.GetString(name).StartsWith(prefix, StringComparison.Ordinal))
                && !entry.ExtendedAttributes.Any(attribute => attribute.Name.Span.SequenceEqual(name)))
                AttributeWriter.Remove(inode, name);
    }

    private static bool Try<T>(List<string> problems, string what, Descriptor inode, T value, Action<Descriptor, T> set)
    {
        try
        {
            set(inode, value);
            return true;
        }
        catch (FileSystemException exception)
        {
            problems.Add($"{what}: {exception.Message}");
            return false;
        }
    }
}
