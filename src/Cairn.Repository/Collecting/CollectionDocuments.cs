using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>The sessions that a collection must see end: their ids.</summary>
internal sealed record EarlierSessions
{
    public required IReadOnlyList<string> Sessions { get; init; }

    public IReadOnlySet<SnapshotId> Ids() => Sessions.Select(SnapshotId.Parse).ToHashSet();
}

/// <summary>Which of a collection's verdicts holds: the last part of its object's name.</summary>
internal sealed record Decision
{
    public required string Verdict { get; init; }
}
