using Cairn.Repository.Collecting;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>What rot takes away, and what it excuses.</summary>
internal sealed partial class Oracle
{
    /// <summary>
    /// Chunks of packs that rotted past help while a collection was under way: it may have found them sound, and removes other
    /// copies for that. Whoever looks again may do so too early as well; but when nobody collects any more, what is left must stay.
    /// </summary>
    private readonly HashSet<ChunkId> _doomed = [];

    /// <summary>An object rotted at rest: what should heal must be restored still, and what can't must not come out wrong.</summary>
    public void Rotted(string name, bool isHealable)
    {
        var touched = _snapshots.Values.Select(snapshot => snapshot.Id).ToList();
        if (PackId.TryParseObjectName(ParityObjects.ObjectOf(name) ?? name, out var pack))
        {
            var chunks = _places.In(pack).ToHashSet();
            if (!isHealable)
                Lose(pack);
            touched = [.. _snapshots.Values.Where(snapshot => snapshot.Chunks.Overlaps(chunks)).Select(snapshot => snapshot.Id)];
        }
        else if (SnapshotObject.TryParseName(ParityObjects.ObjectOf(name) ?? name, out var id))
        {
            touched = [id];
            if (!isHealable && !IsSound(name))
                _lost.Add(id);
            if (!_objects.Objects.ContainsKey(SnapshotObject.NameOf(id)) || _lost.Contains(id))
                _excused.Add(id);
        }
        foreach (var snapshot in touched.Take(2))
            Restore(snapshot);
    }

    private void Lose(PackId pack)
    {
        if (IsCollectionUnderWay())
            _doomed.UnionWith(_places.In(pack));
        _places.Damage(pack, _archive.Objects[pack.ObjectName], _objects.Objects.GetValueOrDefault(pack.ObjectName) ?? []);
        var known = _places.Known();
        foreach (var (id, chunks) in _snapshots.Values)
            SetMissing(id, chunks.Except(known).ToHashSet());
    }

    private void LookForDoom()
    {
        if (_doomed.Count > 0 && !IsCollectionUnderWay())
            _doomed.Clear();
    }

    private bool IsCollectionUnderWay() => _isAnybodyCollecting()
        || _objects.Objects.Keys.Any(name => name.EndsWith("/" + CollectionObject.Condemned, StringComparison.Ordinal));
}
