using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>Something wrong: the object, what is wrong with it, and, where known, the snapshot and path that it hits.</summary>
public sealed record CheckFinding(string ObjectName, string Reason, SnapshotId? Snapshot = null, string? Path = null)
{
    public DamageState State { get; init; }
}
