using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Retention;

/// <summary>Snapshots of one host and the same paths: the backups of one thing.</summary>
public sealed record SnapshotSeries(string Host, IReadOnlyList<string> Paths, IReadOnlyList<Snapshot> Snapshots)
{
    /// <summary>
    /// In the order of hosts, then paths; the order of a series' snapshots stays. That of its paths doesn't matter.
    /// </summary>
    public static IReadOnlyList<SnapshotSeries> Group(IEnumerable<Snapshot> snapshots) =>
    [
        .. snapshots
            .GroupBy(snapshot => (snapshot.Description.Host, Key(snapshot.Description.Paths)))
            .OrderBy(series => series.Key.Host, StringComparer.Ordinal)
            .ThenBy(series => series.Key.Item2, StringComparer.Ordinal)
            .Select(series => new SnapshotSeries(series.Key.Host, series.First().Description.Paths, [.. series])),
    ];

    /// <summary>No path has a NUL.</summary>
    private static string Key(IReadOnlyList<string> paths) => string.Join('\0', paths.Distinct().Order(StringComparer.Ordinal));
}
