using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>What can be asked of the whole repository.</summary>
internal sealed partial class Oracle
{
    /// <summary>Restores every snapshot there is with a reader that knows nothing yet.</summary>
    public void CheckAll()
    {
        foreach (var (id, _) in _snapshots.Values)
            Restore(id);
        foreach (var id in _acknowledged)
            if (!_forgotten.Contains(id) && !HasSnapshot(id))
                throw new ViolationException($"the snapshot {id} is gone");
    }

    /// <summary>
    /// After a collection that nothing disturbed, packs hold nothing but what snapshots name, and that once; and what was forgotten has
    /// stayed so.
    /// </summary>
    public void CheckNothingIsLeftOver()
    {
        foreach (var id in _gone)
            if (_objects.Objects.TryGetValue(SnapshotObject.NameOf(id), out var content) && !SessionFence.Is(_keys, id, content))
                throw new ViolationException($"the forgotten snapshot {id} is back");
        var needed = _snapshots.Values.SelectMany(snapshot => snapshot.Chunks).ToHashSet();
        var held = _places.Held().ToList();
        if (held.Count != needed.Count)
            throw new ViolationException($"{held.Count} chunks are left, {needed.Count} of them needed");
    }

    /// <summary>What a check that nothing disturbed says: it must name all damage and every snapshot that it hits, and no other.</summary>
    public void CheckReport(CheckReport report)
    {
        var lossesOf = report.Findings.Where(finding => finding.State == DamageState.Lost).Select(finding => finding.Snapshot).ToHashSet();
        foreach (var (id, _) in _snapshots.Values)
            if (lossesOf.Contains(id) != (_lost.Contains(id) || _missing[id].Count > 0))
                throw new ViolationException($"snapshot {id} is {(lossesOf.Contains(id) ? "" : "not ")}said to have lost something");
        var named = report.Findings.Select(finding => finding.ObjectName)
            .Concat(report.Unprotected.Select(ParityObjects.NameOf)).ToHashSet();
        foreach (var (name, content) in _objects.Objects.OrderBy(found => found.Key, StringComparer.Ordinal))
            if (_archive.Objects.ContainsKey(name) && (!SnapshotObject.TryParseName(name, out var id) || HasSnapshot(id)) && !IsAsPut(name, content) && !named.Contains(name))
                throw new ViolationException($"{name} is damaged, and a check didn't say so");
    }

    /// <summary>Right bytes, or where something is missing an error; wrong ones never.</summary>
    private void Restore(SnapshotId id)
    {
        try
        {
            var healed = Reach.RestoreAsync(_objects, id, _files[id]).GetAwaiter().GetResult();
            _events.Count("restored");
            _events.Count("restored by healing", healed > 0 ? 1 : 0);
            if (_missing[id].Count > 0 || _lost.Contains(id))
                throw new ViolationException($"snapshot {id} was restored, though a part of it is gone");
        }
        catch (RepositoryException) when (_missing[id].Count > 0 || _lost.Contains(id) || !_objects.Objects.ContainsKey(SnapshotObject.NameOf(id)))
        {
            _events.Count("not restored");
        }
        catch (RepositoryException e)
        {
            throw new ViolationException($"snapshot {id} can't be restored: {e.Message}", e);
        }
    }
}
