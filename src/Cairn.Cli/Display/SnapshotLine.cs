using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Display;

/// <summary>A snapshot as JSON.</summary>
internal sealed record SnapshotLine(
    string Id,
    string Host,
    string Level,
    long? JobId,
    string? Subclient,
    IReadOnlyList<string> Paths,
    DateTimeOffset Started,
    DateTimeOffset Finished,
    string? Parent,
    SnapshotStatistics Statistics,
    IReadOnlyDictionary<string, string> Labels)
{
    public static SnapshotLine Of(Snapshot snapshot)
    {
        var about = snapshot.Description;
        return new SnapshotLine(
            snapshot.Id.ToString(),
            about.Host,
            about.Level,
            about.JobId,
            about.Subclient,
            about.Paths,
            about.Started,
            about.Finished,
            about.Parent?.ToString(),
            about.Statistics,
            about.Labels);
    }
}
