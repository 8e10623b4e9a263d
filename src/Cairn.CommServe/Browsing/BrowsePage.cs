using Cairn.Repository.Trees;

namespace Cairn.CommServe.Browsing;

/// <param name="Items">Sorted by path, versions by age.</param>
/// <param name="More">Whether there are items after these.</param>
public sealed record BrowsePage(IReadOnlyList<BrowseItem> Items, bool More);

/// <summary>Something in a backup.</summary>
public sealed record BrowseItem
{
    public required string Name { get; init; }

    /// <summary>Absolute, with '/'.</summary>
    public required string Path { get; init; }
    public required EntryKind Kind { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }
    public required FileTime Modified { get; init; }

    /// <summary>Permissions, 0 to 07777 (octal).</summary>
    public required uint Mode { get; init; }

    /// <summary>The owner's name, or its number where it had none.</summary>
    public required string Owner { get; init; }
    public required string Group { get; init; }

    /// <summary>The backup that it is in.</summary>
    public required int JobId { get; init; }
    public required int SubclientId { get; init; }
    public required DateTimeOffset BackedUpAt { get; init; }

    /// <summary>1 is the oldest of the versions that are listed; outside of such a list always 1.</summary>
    public int Version { get; init; } = 1;

    internal static BrowseItem Of(Entry entry, string path, FoundSnapshot source) => new()
    {
        Name = entry.Name.ToString(),
        Path = path,
        Kind = entry.Kind,
        Size = entry.Size,
        Modified = entry.Modified,
        Mode = entry.Mode,
        Owner = entry.UserName ?? entry.UserId.ToString(null, null),
        Group = entry.GroupName ?? entry.GroupId.ToString(null, null),
        JobId = source.JobId,
        SubclientId = source.SubclientId,
        BackedUpAt = source.BackedUpAt,
    };
}
