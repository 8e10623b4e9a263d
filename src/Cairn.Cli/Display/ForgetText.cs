using Cairn.Repository.Retention;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Display;

/// <summary>What rules keep and what goes, for people.</summary>
internal static class ForgetText
{
    public static void Print(this Shell shell, IReadOnlyList<DecidedSeries> series)
    {
        foreach (var one in series)
        {
            shell.Output.WriteLine($"{one.Host.AsText()}: {string.Join(' ', one.Paths).AsText()}");
            var table = new TextTable("SNAPSHOT", "STARTED", "KEPT BY");
            foreach (var decision in one.Decisions)
            {
                table.Add(
                    decision.Snapshot.Id.ToString()[..12],
                    Figures.Time(decision.Time.ToUnixTimeSeconds()),
                    decision.Keeps ? string.Join(", ", Words(decision.Reasons)) : "nothing: goes");
            }

            table.WriteTo(shell.Output);
        }
    }

    public static void PrintForgotten(this Shell shell, IReadOnlyList<SnapshotId> going, bool dryRun, bool isPruned) =>
        shell.Output.WriteLine(
            $"{(dryRun ? "Would forget" : "Forgot")} {Figures.Count(going.Count, "snapshot")}."
            + (dryRun || isPruned || going.Count == 0 ? "" : " cairn repo prune gives their space back."));

    /// <summary>The rules' names as they are in the options.</summary>
    public static string[] Words(KeepReasons reasons) =>
    [
        .. Enum.GetValues<KeepReasons>()
            .Where(reason => reason != KeepReasons.None && reasons.HasFlag(reason))
            .Select(reason => reason == KeepReasons.Future ? "its time in the future" : reason.ToString().ToLowerInvariant()),
    ];
}
