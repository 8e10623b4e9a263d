namespace Cairn.Repository.Checking;

/// <summary>What a check looked at and found.</summary>
public sealed record CheckReport
{
    public long Packs { get; init; }

    public long Chunks { get; init; }

    public long Snapshots { get; init; }

    /// <summary>Bytes of packs that were read.</summary>
    public long BytesRead { get; init; }

    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];

    public bool IsHealthy => Findings.Count == 0;
}
