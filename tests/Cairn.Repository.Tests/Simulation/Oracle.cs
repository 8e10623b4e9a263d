using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// Knows what the repository must hold, and looks at every change of it. A snapshot that appears is restored and compared; a
/// pack or segment that goes must leave a place for every chunk that a snapshot names. Nobody changes objects, and what rots is
/// told, so that is as good as restoring everything after every step.
/// </summary>
internal sealed partial class Oracle
{
    private readonly MemoryStore _objects;
    private readonly KeyRing _keys;
    private readonly Places _places;
    private readonly EventCounts _events;

    /// <summary>Whether a process is there that collects or repairs.</summary>
    private readonly Func<bool> _isAnybodyCollecting;

    /// <summary>Every object that snapshots may need, as it was put, even if it is gone.</summary>
    private readonly MemoryStore _archive;
    private readonly Dictionary<SnapshotId, SortedDictionary<string, byte[]>> _files = [];
    private readonly HashSet<SnapshotId> _acknowledged = [];
    private readonly HashSet<SnapshotId> _forgotten = [];
    private readonly HashSet<SnapshotId> _excused = [];

    /// <summary>Forgetting them has come to its end.</summary>
    private readonly HashSet<SnapshotId> _gone = [];

    /// <summary>The snapshots that there are with the chunks they name, and of these what was lost.</summary>
    private readonly SortedDictionary<string, (SnapshotId Id, HashSet<ChunkId> Chunks)> _snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<SnapshotId, HashSet<ChunkId>> _missing = [];
    private readonly HashSet<SnapshotId> _lost = [];

    public Oracle(MemoryStore objects, KeyRing keys, EventCounts events, Func<bool> isAnybodyCollecting)
    {
        (_objects, _keys, _events, _isAnybodyCollecting) = (objects, keys, events, isAnybodyCollecting);
        _places = new Places(objects, keys);
        _archive = objects.Copy();
    }

    public int Acknowledged => _acknowledged.Count;

    /// <summary>A snapshot that must be there, or null.</summary>
    public SnapshotId? Choose(RandomSource random)
    {
        var sound = _acknowledged.Where(id => !_forgotten.Contains(id)).ToList();
        return sound.Count == 0 ? null : sound[random.Choose(sound.Count)];
    }

    public SortedDictionary<string, byte[]> FilesOf(SnapshotId id) => _files[id];

    /// <summary>Whether a restore may fail: it was forgotten, or damaged past help, or had to be put back, at some time.</summary>
    public bool MayFail(SnapshotId id) => _forgotten.Contains(id) || _excused.Contains(id);

    /// <summary>Somebody wanted it to go, whether it has gone or not.</summary>
    public bool IsForgotten(SnapshotId? id) => id is { } known && _forgotten.Contains(known);

    public bool HasSnapshot(SnapshotId id) => _snapshots.ContainsKey(id.ToString());

    /// <summary>A snapshot's own object was damaged past help.</summary>
    public bool IsLost(SnapshotId? id) => id is { } known && _lost.Contains(known);

    /// <summary>The snapshots that there are and that can't be restored any more.</summary>
    public IReadOnlyList<SnapshotId> Broken() =>
        [.. _snapshots.Values.Select(snapshot => snapshot.Id).Where(id => _lost.Contains(id) || _missing[id].Count > 0)];

    public bool IsAsPut(string name, byte[] content) =>
        _archive.Objects.TryGetValue(name, out var put) && put.AsSpan().SequenceEqual(content);

    public bool IsSound(string name) => _objects.Objects.TryGetValue(name, out var content) && IsAsPut(name, content);

    /// <summary>A commit returned: from now on the snapshot must be there until somebody asks to forget it.</summary>
    public void Acknowledge(SnapshotId id, SortedDictionary<string, byte[]> files)
    {
        _files[id] = files;
        _acknowledged.Add(id);
        if (!HasSnapshot(id) && !_forgotten.Contains(id))
            throw new ViolationException($"the commit of {id} returned, but there is no such snapshot");
    }

    /// <summary>Somebody is about to forget a snapshot: it may go, or not.</summary>
    public void Forget(SnapshotId id) => _forgotten.Add(id);

    /// <summary>It was forgotten, and doesn't come back.</summary>
    public void Forgot(SnapshotId id) => _gone.Add(id);

    public void Changed(SimulatedProcess by, StoreCall call, string name)
    {
        LookForDoom();
        if (PackId.TryParseObjectName(name, out var pack))
            PackChanged(pack, call);
        else if (IndexSegment.IsName(name))
            SegmentChanged(name, call);
        else if (ParityObjects.ObjectOf(name) is { } of)
            ParityChanged(of, call);
        else if (name.StartsWith(SnapshotObject.Prefix, StringComparison.Ordinal))
            SnapshotChanged(SnapshotId.Parse(name[SnapshotObject.Prefix.Length..]), by, call);
        else if (name == RepositoryConfig.ObjectName)
            PutBack(name, by, call);
        else if (call == StoreCall.Delete && name.StartsWith(KeySlot.Prefix, StringComparison.Ordinal) && _archive.Objects.ContainsKey(name))
            throw new ViolationException($"{name} was deleted");
    }

    private void PackChanged(PackId pack, StoreCall call)
    {
        var name = pack.ObjectName;
        if (call == StoreCall.Delete)
        {
            _places.RemovePack(pack);
        }
        else
        {
            var content = _objects.Objects[name];
            if (!_archive.Objects.TryAdd(name, content) && !IsAsPut(name, content))
                throw new ViolationException($"{name} was put back as something else");
            _places.PutPack(pack, content);
        }
        CheckPlaces();
    }

    private void ParityChanged(string name, StoreCall call)
    {
        if (call == StoreCall.Delete)
            ParityDeleted(name);
        else if (!IsSound(name) && _archive.Objects.TryGetValue(name, out var before) && IsHadFromParity(name))
            ParityPut(name, before);
    }

    /// <summary>What rotted before its parity was put can be had again.</summary>
    private void ParityPut(string name, byte[] before)
    {
        if (SnapshotObject.TryParseName(name, out var id))
            _lost.Remove(id);
        if (!PackId.TryParseObjectName(name, out var pack))
            return;
        _places.Heal(pack, before);
        CheckPlaces();
    }

    private bool IsHadFromParity(string name) =>
        ParityObject.Read(name, _objects.Objects[ParityObjects.NameOf(name)])?.Heal(_objects.Objects.GetValueOrDefault(name) ?? []) is { } healed
        && IsAsPut(name, healed);

    /// <summary>What only parity could give back is lost with it.</summary>
    private void ParityDeleted(string name)
    {
        if (IsSound(name) || !_archive.Objects.TryGetValue(name, out var before))
            return;
        if (PackId.TryParseObjectName(name, out var pack))
            _places.Damage(pack, before, _objects.Objects.GetValueOrDefault(name) ?? []);
        // Who forgets a snapshot may be stopped between the two deletes, and finds nothing to delete if it was lost.
        else if (SnapshotObject.TryParseName(name, out var id) && _forgotten.Contains(id) && !_objects.Objects.ContainsKey(name))
            _snapshots.Remove(id.ToString());
        else if (SnapshotObject.TryParseName(name, out id) && _forgotten.Contains(id))
            _lost.Add(id);
        CheckPlaces();
    }

    private void SegmentChanged(string name, StoreCall call)
    {
        if (call == StoreCall.Put)
        {
            _archive.Objects[name] = _objects.Objects[name];
            _places.PutSegment(name);
        }
        else
        {
            _places.RemoveSegment(name);
        }
        CheckPlaces();
    }

    private void SnapshotChanged(SnapshotId id, SimulatedProcess by, StoreCall call)
    {
        var (name, isPut) = (SnapshotObject.NameOf(id), call == StoreCall.Put);
        var isFence = isPut && SessionFence.Is(_keys, id, _objects.Objects[name]);
        if (!isFence && _forgotten.Contains(id) && _objects.Objects.ContainsKey(SessionObject.EndedOf(id)))
        {
            // Repairs that slept may put the forgotten snapshot and take the fence away, but not leave it so.
            _snapshots.Remove(id.ToString());
        }
        else if (by.Repairs && !isPut && _forgotten.Contains(id) && _lost.Contains(id))
        {
            // Who forgets it deleted the parity that this repair had already healed it with: it was lost with that.
            _snapshots.Remove(id.ToString());
        }
        else if (by.Repairs && !isFence)
        {
            _excused.Add(id);
            PutBack(name, by, call);
            if (isPut && _gone.Contains(id))
                throw new ViolationException($"the forgotten snapshot {id} was put back by {by}");
            if (isPut)
                _lost.Remove(id);
            if (isPut && !HasSnapshot(id))
                Appear(id, by);
        }
        else if (isPut && !isFence)
        {
            Appear(id, by);
        }
        else if (!isPut && !_forgotten.Contains(id))
        {
            throw new ViolationException($"{id}, which nobody wanted to forget, was deleted by {by}");
        }
        else
        {
            _snapshots.Remove(id.ToString());
        }
    }

    private void Appear(SnapshotId id, SimulatedProcess by)
    {
        if (!_files.ContainsKey(id))
            _files[id] = by.Commits ?? throw new ViolationException($"snapshot {id} was put by {by}");
        var name = SnapshotObject.NameOf(id);
        _archive.Objects[name] = _objects.Objects[name];
        var chunks = Wait(Reach.ChunksAsync(_archive, id), id);
        _snapshots[id.ToString()] = (id, chunks);
        var missing = chunks.Except(_places.Known()).ToHashSet();
        // A session can't know that a pack on which it relies has rotted; after a repair it needn't.
        if (missing.Any(chunk => !_places.Rotten.Contains(chunk) || by.What.StartsWith("last", StringComparison.Ordinal)))
            throw new ViolationException($"snapshot {id} names the chunk {missing.First()}, which can't be had");
        SetMissing(id, missing);
        Restore(id);
    }

    /// <summary>A repair deletes and puts an object: only where its parity alone suffices to do so again, and as it was.</summary>
    private void PutBack(string name, SimulatedProcess by, StoreCall call)
    {
        var isSafe = call == StoreCall.Put ? IsSound(name)
            : _objects.Objects.TryGetValue(ParityObjects.NameOf(name), out var parity)
                && ParityObject.Read(name, parity)?.Heal([]) is { } healed && IsAsPut(name, healed);
        if (!isSafe || !by.Repairs)
            throw new ViolationException($"{by} did {call} {name}");
    }

    /// <summary>What a snapshot names and can be had must stay so, whatever processes do.</summary>
    private void CheckPlaces()
    {
        var known = _places.Known();
        foreach (var (id, chunks) in _snapshots.Values)
        {
            var missing = chunks.Except(known).ToHashSet();
            foreach (var chunk in missing.Except(_missing[id]).Except(_doomed))
                throw new ViolationException($"snapshot {id} lost its chunk {chunk}");
            SetMissing(id, missing);
        }
    }

    private void SetMissing(SnapshotId id, HashSet<ChunkId> missing)
    {
        _missing[id] = missing;
        if (missing.Count > 0)
            _excused.Add(id);
    }

    private static T Wait<T>(Task<T> task, SnapshotId id)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (RepositoryException e)
        {
            throw new ViolationException($"snapshot {id} names what there never was: {e.Message}", e);
        }
    }
}
