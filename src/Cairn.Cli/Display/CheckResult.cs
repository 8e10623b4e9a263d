using Cairn.Repository.Checking;

namespace Cairn.Cli.Display;

/// <summary>A check's report as JSON.</summary>
internal sealed record CheckResult(
    bool Healthy, long Packs, long Chunks, long Snapshots, long BytesRead, CheckResult.Finding[] Findings)
{
    public static CheckResult Of(CheckReport report) => new(
        report.IsHealthy,
        report.Packs,
        report.Chunks,
        report.Snapshots,
        report.BytesRead,
        [.. report.Findings.Select(
            finding => new Finding(finding.ObjectName, finding.Reason, finding.Snapshot?.ToString(), finding.Path))]);

    internal sealed record Finding(string Object, string Reason, string? Snapshot, string? Path);
}
