namespace Cairn.Repository.Snapshots;

/// <summary>What is sealed in a snapshot object, as JSON; members that a later version adds are passed over.</summary>
internal sealed record SnapshotDocument
{
    /// <summary>The root directory's chunk id in hexadecimal digits.</summary>
    public required string Root { get; init; }

    public required string Host { get; init; }

    public required string Level { get; init; }

    public long? JobId { get; init; }

    public string? Subclient { get; init; }

    public IReadOnlyList<string> Paths { get; init; } = [];

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Finished { get; init; }

    public string Program { get; init; } = "";

    public string? Parent { get; init; }

    public SnapshotStatistics Statistics { get; init; } = new();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
