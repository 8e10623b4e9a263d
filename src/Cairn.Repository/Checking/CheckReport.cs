namespace Cairn.Repository.Checking;

/// <summary>What a check looked at and found.</summary>
public sealed record CheckReport
{
    public long Packs { get; init; }

    public long Chunks { get; init; }

    public long Snapshots { get; init; }

    /// <summary>Packs that were read wholly, and their bytes.</summary>
    public long PacksRead { get; init; }

    public long BytesRead { get; init; }

    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];

    /// <summary>
    /// Sound objects that should have parity and have none, as what a program that was killed has left: nothing is wrong with
    /// them, and a repair gives them parity.
    /// </summary>
    public IReadOnlyList<string> Unprotected { get; init; } = [];

    /// <summary>Nothing at all is wrong.</summary>
    public bool IsHealthy => Findings.Count == 0;

    /// <summary>Something is wrong that can't be undone; without that, every snapshot can still be restored.</summary>
    public bool HasLosses => Losses.Any();

    internal IEnumerable<CheckFinding> Losses => Findings.Where(finding => finding.State == DamageState.Lost);
}
