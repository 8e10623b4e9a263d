using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Retention;

/// <summary>Which snapshots are meant. What is empty doesn't restrict.</summary>
public sealed record SnapshotFilter
{
    /// <summary>Of one of these.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>With all of these among the paths that were asked for.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>With all of these labels: a name, or "name=value".</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool Includes(Snapshot snapshot)
    {
        var about = snapshot.Description;
        return (Hosts.Count == 0 || Hosts.Contains(about.Host))
            && Paths.All(about.Paths.Contains)
            && Tags.All(tag => HasTag(about.Labels, tag));
    }

    private static bool HasTag(IReadOnlyDictionary<string, string> labels, string tag) =>
        tag.Split('=', 2) is [var name, var value]
            ? labels.TryGetValue(name, out var found) && found == value
            : labels.ContainsKey(tag);
}
