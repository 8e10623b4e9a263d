using Cairn.Repository.Checking;

namespace Cairn.Cli.Display;

/// <summary>A check's report as JSON. Healthy: nothing is wrong, or nothing any more.</summary>
internal sealed record CheckResult(
    bool Healthy,
    long Packs,
    long Chunks,
    long Snapshots,
    long PacksRead,
    long BytesRead,
    CheckResult.Finding[] Findings,
    IReadOnlyList<string> Unprotected,
    CheckResult.Repair? Repaired)
{
    public static CheckResult Of(CheckReport report) => new(
        report.IsHealthy,
        report.Packs,
        report.Chunks,
        report.Snapshots,
        report.PacksRead,
        report.BytesRead,
        [.. report.Findings.Select(Finding.Of)],
        report.Unprotected,
        null);

    public static CheckResult Of(RepairReport repair) => Of(repair.Check) with
    {
        Healthy = repair.Check.Findings.All(finding => finding.State == DamageState.Healed),
        Unprotected = [],
        Repaired = new Repair(repair.ParityWritten, repair.PacksReplaced, repair.IndexRebuilt),
    };

    /// <param name="Object">Its name in the store.</param>
    /// <param name="Reason">What is wrong with it.</param>
    /// <param name="State">lost, healable or healed.</param>
    /// <param name="Snapshot">Which it hits, where known.</param>
    /// <param name="Path">Which it hits, where known.</param>
    internal sealed record Finding(string Object, string Reason, string State, string? Snapshot, string? Path)
    {
        public static Finding Of(CheckFinding finding) => new(
            finding.ObjectName, finding.Reason, finding.State.ToString().ToLowerInvariant(), finding.Snapshot?.ToString(), finding.Path);
    }

    internal sealed record Repair(int ParityWritten, int PacksReplaced, bool IndexRebuilt);
}
