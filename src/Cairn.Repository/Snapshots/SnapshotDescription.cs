namespace Cairn.Repository.Snapshots;

/// <summary>What a snapshot is of and where it came from. All of it is sealed in the repository.</summary>
public sealed record SnapshotDescription
{
    public required string Host { get; init; }

    /// <summary>"FULL", "INCREMENTAL", "DIFFERENTIAL" or "SYNTHETIC_FULL": how it was made; each snapshot is whole.</summary>
    public required string Level { get; init; }

    public long? JobId { get; init; }

    /// <summary>client/agent/instance/backupset/subclient, where a server made it.</summary>
    public string? Subclient { get; init; }

    /// <summary>The content paths that were asked for.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    public DateTimeOffset Started { get; init; }

    /// <summary>Set when the snapshot is committed.</summary>
    public DateTimeOffset Finished { get; init; }

    /// <summary>Name and version of the program that wrote it.</summary>
    public string Program { get; init; } = "";

    /// <summary>The snapshot that change detection compared with.</summary>
    public SnapshotId? Parent { get; init; }

    public SnapshotStatistics Statistics { get; init; } = new();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
