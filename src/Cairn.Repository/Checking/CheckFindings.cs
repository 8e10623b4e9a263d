using System.Collections.Concurrent;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>Collects what a check finds. Safe for use by several threads.</summary>
internal sealed class CheckFindings
{
    private readonly ConcurrentQueue<CheckFinding> _findings = [];
    private readonly ConcurrentQueue<string> _unprotected = [];

    public IReadOnlyList<CheckFinding> All => [.. _findings];

    /// <summary>Sound objects that should have parity and have none.</summary>
    public IReadOnlyList<string> Unprotected => [.. _unprotected];

    public bool HasLosses => _findings.Any(finding => finding.State == DamageState.Lost);

    public void Add(string objectName, string reason, bool isHealable, SnapshotId? snapshot = null, string? path = null) =>
        _findings.Enqueue(new CheckFinding(objectName, reason, snapshot, path)
        {
            State = isHealable ? DamageState.Healable : DamageState.Lost,
        });

    public void AddUnprotected(string objectName)
    {
        _unprotected.Enqueue(objectName);
    }
}
