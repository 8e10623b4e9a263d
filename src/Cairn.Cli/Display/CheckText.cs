namespace Cairn.Cli.Display;

/// <summary>What a check found, for people.</summary>
internal static class CheckText
{
    public static void Print(this Shell shell, CheckResult result)
    {
        foreach (var finding in result.Findings)
        {
            var hits = finding.Snapshot is { } snapshot ? $"; hits snapshot {snapshot} {finding.Path.AsText()}" : "";
            shell.Output.WriteLine($"{finding.Object}: {finding.Reason.AsText()} ({finding.State}){hits}".TrimEnd());
        }

        if (result.Repaired is { } repaired)
        {
            shell.Output.WriteLine(
                $"Repaired: {Figures.Count(repaired.PacksReplaced)} packs replaced, "
                + $"{Figures.Count(repaired.ParityWritten)} parities written"
                + (repaired.IndexRebuilt ? ", index made anew." : "."));
        }

        shell.Output.WriteLine(
            $"{Figures.Count(result.Packs)} packs, {Figures.Count(result.Chunks)} chunks, {Figures.Count(result.Snapshots)} snapshots, "
            + $"{Figures.Bytes(result.BytesRead)} read: {Verdict(result)}");
        if (result.Unprotected.Count > 0)
        {
            shell.Output.WriteLine(
                $"{Figures.Count(result.Unprotected.Count)} objects have no parity: cairn repo check --repair gives it to them.");
        }
    }

    private static string Verdict(CheckResult result) => result switch
    {
        { Healthy: true, Findings: [] } => "all well.",
        { Healthy: true } => "all well again.",
        { Repaired: not null } => "not all could be made whole; back up again what is lost, then check again.",
        _ when result.Findings.All(finding => finding.State != "lost") => "nothing is lost: cairn repo check --repair makes it whole.",
        _ => $"{Figures.Count(result.Findings.Length, "finding")}: cairn repo check --read-data --repair makes whole what can be.",
    };
}
