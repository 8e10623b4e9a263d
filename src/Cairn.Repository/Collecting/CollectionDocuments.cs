using Cairn.Repository.Faults;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>The sessions that a collection must see end: their ids.</summary>
internal sealed record EarlierSessions
{
    public required IReadOnlyList<string> Sessions { get; init; }

    /// <exception cref="RepositoryDamagedException">One is no id.</exception>
    public IReadOnlySet<SnapshotId> Ids() => (Sessions ?? []).Select(text => SnapshotId.TryParse(text, out var id)
        ? id
        : throw new RepositoryDamagedException(CollectionObject.Prefix + CollectionObject.Sessions, null, "it names no session"))
        .ToHashSet();
}

/// <summary>Which of a collection's verdicts holds: the last part of its object's name.</summary>
internal sealed record Decision
{
    public required string Verdict { get; init; }
}

/// <summary>That all of a collection's verdict was done, and when, by the clock of who says so.</summary>
internal sealed record CollectionEnd
{
    public required DateTimeOffset Ended { get; init; }
}
