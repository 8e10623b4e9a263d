using Cairn.Repository.Collecting;
using Cairn.Repository.Retention;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Display;

/// <summary>What was forgotten (or would be) and what rules kept, as JSON.</summary>
internal sealed record ForgetResult(bool DryRun, string[] Removed, ForgetResult.Series[] Groups, PruneResult? Prune)
{
    public static ForgetResult Of(
        IReadOnlyList<DecidedSeries> series, IReadOnlyList<SnapshotId> going, CollectionReport? report, bool dryRun) => new(
        dryRun,
        [.. going.Select(id => id.ToString())],
        [.. series.Select(Series.Of)],
        report is null ? null : PruneResult.Of(report, dryRun));

    internal sealed record Series(string Host, IReadOnlyList<string> Paths, Decision[] Snapshots)
    {
        public static Series Of(DecidedSeries series) =>
            new(series.Host, series.Paths, [.. series.Decisions.Select(Decision.Of)]);
    }

    internal sealed record Decision(string Id, DateTimeOffset Started, bool Kept, string[] Reasons)
    {
        public static Decision Of(KeepDecision decision) =>
            new(decision.Snapshot.Id.ToString(), decision.Time, decision.Keeps, ForgetText.Words(decision.Reasons));
    }
}
