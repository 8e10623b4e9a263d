using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Retention;

/// <summary>Whether a snapshot stays, and why.</summary>
public sealed record KeepDecision(Snapshot Snapshot, KeepReasons Reasons)
{
    public bool Keeps => Reasons != KeepReasons.None;

    /// <summary>The time by which the snapshot is judged.</summary>
    public DateTimeOffset Time => Snapshot.Description.Started;

    internal KeepDecision And(KeepReasons reason) => this with { Reasons = Reasons | reason };
}
