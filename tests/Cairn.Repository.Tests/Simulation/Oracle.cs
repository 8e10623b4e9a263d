using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// Knows what the repository must hold, and looks at every change of it. A snapshot that appears is restored and compared; a
/// pack or segment that goes must leave a place for every chunk that a snapshot names. Objects don't change, so that is as good
/// as restoring everything after every step.
/// </summary>
internal sealed class Oracle(MemoryStore objects, KeyRing keys)
{
    private readonly PackReader _packReader = new(objects, keys);
    private readonly Dictionary<SnapshotId, SortedDictionary<string, byte[]>> _files = [];
    private readonly HashSet<SnapshotId> _acknowledged = [];
    private readonly HashSet<SnapshotId> _forgotten = [];

    /// <summary>What is in the store now: the records of packs by offset, the places that segments name, the chunks of snapshots.</summary>
    private readonly Dictionary<PackId, Dictionary<long, ChunkId>> _packs = [];
    private readonly Dictionary<string, List<(PackId Pack, long Offset)>> _segments = [];
    private readonly Dictionary<SnapshotId, HashSet<ChunkId>> _snapshots = [];

    public int Acknowledged => _acknowledged.Count;

    /// <summary>A snapshot that must be there, or null.</summary>
    public SnapshotId? Choose(RandomSource random)
    {
        var sound = _acknowledged.Where(id => !_forgotten.Contains(id)).ToList();
        return sound.Count == 0 ? null : sound[random.Choose(sound.Count)];
    }

    public SortedDictionary<string, byte[]> FilesOf(SnapshotId id) => _files[id];

    public bool IsForgotten(SnapshotId id) => _forgotten.Contains(id);

    /// <summary>A commit returned: from now on the snapshot must be there until somebody asks to forget it.</summary>
    public void Acknowledge(SnapshotId id, SortedDictionary<string, byte[]> files)
    {
        _files[id] = files;
        _acknowledged.Add(id);
        if (!_snapshots.ContainsKey(id) && !_forgotten.Contains(id))
            throw new ViolationException($"the commit of {id} returned, but there is no such snapshot");
    }

    /// <summary>Somebody is about to forget a snapshot: it may go, or not.</summary>
    public void Forget(SnapshotId id) => _forgotten.Add(id);

    public void Changed(SimulatedProcess by, StoreCall call, string name)
    {
        if (PackId.TryParseObjectName(name, out var pack))
            PackChanged(pack, call);
        else if (IndexSegment.IsName(name))
            SegmentChanged(name, call);
        else if (name.StartsWith(SnapshotObject.Prefix, StringComparison.Ordinal))
            SnapshotChanged(SnapshotId.Parse(name[SnapshotObject.Prefix.Length..]), by, call);
        else if (call == StoreCall.Delete && (name == RepositoryConfig.ObjectName || name.StartsWith(KeySlot.Prefix, StringComparison.Ordinal)))
            throw new ViolationException($"{name} was deleted");
    }

    /// <summary>Restores every snapshot there is with a reader that knows nothing yet.</summary>
    public void CheckAll()
    {
        foreach (var id in _snapshots.Keys)
            Restore(id, _files[id]);
        foreach (var id in _acknowledged)
            if (!_forgotten.Contains(id) && !_snapshots.ContainsKey(id))
                throw new ViolationException($"the snapshot {id} is gone");
    }

    /// <summary>After a collection that nothing disturbed, packs hold nothing but what snapshots name, and that once.</summary>
    public void CheckNothingIsLeftOver()
    {
        var needed = _snapshots.Values.SelectMany(chunks => chunks).ToHashSet();
        var held = _packs.Values.SelectMany(records => records.Values).ToList();
        if (held.Count != needed.Count)
            throw new ViolationException($"{held.Count} chunks are left, {needed.Count} of them needed");
    }

    private void PackChanged(PackId pack, StoreCall call)
    {
        if (call == StoreCall.Put)
        {
            var content = objects.Objects[pack.ObjectName];
            var records = _packReader.OpenTable(pack, _packReader.OpenKey(pack, content), content).Records;
            _packs[pack] = records.ToDictionary(record => record.Offset, record => record.Header.Id);
            return;
        }
        _packs.Remove(pack);
        CheckPlaces();
    }

    private void SegmentChanged(string name, StoreCall call)
    {
        if (call == StoreCall.Put)
        {
            _segments[name] = PlacesOf(name);
            return;
        }
        _segments.Remove(name);
        CheckPlaces();
    }

    private List<(PackId Pack, long Offset)> PlacesOf(string segment)
    {
        var content = objects.Objects[segment];
        if (!SegmentLayout.TryRead(content.AsSpan(content.Length - SegmentLayout.TrailerSize), content.Length, out var layout))
            throw new ViolationException($"{segment} is no index segment");
        var places = new List<(PackId Pack, long Offset)>();
        for (var i = 0L; i < layout.Entries; i++)
        {
            var entry = SegmentEntry.Read(content.AsSpan((int)SegmentLayout.EntryOffset(i)));
            places.Add((PackId.Read(content.AsSpan((int)layout.PackOffset(entry.Pack), PackId.Size)), entry.Offset));
        }
        return places;
    }

    private void SnapshotChanged(SnapshotId id, SimulatedProcess by, StoreCall call)
    {
        var isPut = call == StoreCall.Put;
        if (isPut && !SessionFence.Is(keys, id, objects.Objects[SnapshotObject.NameOf(id)]))
        {
            _files.TryAdd(id, by.Commits ?? throw new ViolationException($"snapshot {id} was put by {by}"));
            _snapshots[id] = Restore(id, _files[id]);
        }
        else if (!isPut && !_forgotten.Contains(id))
        {
            throw new ViolationException($"{id}, which nobody wanted to forget, was deleted by {by}");
        }
        else
        {
            _snapshots.Remove(id);
        }
    }

    /// <summary>Every chunk of every snapshot must have a place that a segment names in a pack that exists.</summary>
    private void CheckPlaces()
    {
        var known = new HashSet<ChunkId>();
        foreach (var (pack, offset) in _segments.Values.SelectMany(places => places))
            if (_packs.TryGetValue(pack, out var records) && records.TryGetValue(offset, out var id))
                known.Add(id);
        foreach (var (snapshot, chunks) in _snapshots)
            foreach (var chunk in chunks)
                if (!known.Contains(chunk))
                    throw new ViolationException($"snapshot {snapshot} lost its chunk {chunk}");
    }

    private HashSet<ChunkId> Restore(SnapshotId id, SortedDictionary<string, byte[]> expected)
    {
        try
        {
            return RestoreAsync(id, expected).GetAwaiter().GetResult();
        }
        catch (RepositoryException e)
        {
            throw new ViolationException($"snapshot {id} can't be restored: {e.Message}", e);
        }
    }

    private async Task<HashSet<ChunkId>> RestoreAsync(SnapshotId id, SortedDictionary<string, byte[]> expected)
    {
        var store = new UnreliableStore(objects, new FaultAt(0, Fault.None), new NoTurns());
        var repository = await BackupRepository.OpenAsync(store, Sample.Passphrase, TimeProvider.System, default);
        var snapshot = await new SnapshotList(repository).ReadAsync(id, default);
        if (!Restoring.AreSame(await Restoring.FilesAsync(repository, snapshot.Root), expected))
            throw new ViolationException($"snapshot {id} restores to something else");
        var chunks = new HashSet<ChunkId>();
        await CollectAsync(repository, snapshot.Root.Id, chunks);
        return chunks;
    }

    private static async Task CollectAsync(BackupRepository repository, ChunkId tree, HashSet<ChunkId> chunks)
    {
        chunks.Add(tree);
        var piece = await new TreeReader(repository).ReadChunkAsync(tree, null, default);
        foreach (var branch in piece.Branches)
            await CollectAsync(repository, branch.Chunk, chunks);
        foreach (var entry in piece.Entries)
        {
            if (entry.Subtree is { } subtree)
                await CollectAsync(repository, subtree.Id, chunks);
            if (entry.Content is { } content)
                await CollectAsync(repository, content, chunks);
        }
    }

    private static async Task CollectAsync(BackupRepository repository, FileContent content, HashSet<ChunkId> chunks)
    {
        foreach (var part in content.Parts.ToArray())
        {
            chunks.Add(part.Chunk);
            if (content.Depth == 0)
                continue;
            using var list = await repository.Chunks.ReadAsync(part.Chunk, ChunkKind.List, default);
            await CollectAsync(repository, PartsCodec.ReadList(list.Memory.Span, part.Chunk, content.Depth), chunks);
        }
    }
}
