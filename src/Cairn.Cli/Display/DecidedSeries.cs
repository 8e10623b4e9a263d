using Cairn.Repository.Retention;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Display;

/// <summary>What rules say about the backups of one host and the same paths.</summary>
internal sealed record DecidedSeries(string Host, IReadOnlyList<string> Paths, IReadOnlyList<KeepDecision> Decisions)
{
    /// <summary>The snapshots that no rule keeps.</summary>
    public IEnumerable<SnapshotId> Going => Decisions.Where(decision => !decision.Keeps).Select(decision => decision.Snapshot.Id);
}
