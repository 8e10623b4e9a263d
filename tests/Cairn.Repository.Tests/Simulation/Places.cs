using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// Where chunks can be had: the records of packs by offset, as far as they are intact, and the places that segments name.
/// </summary>
internal sealed class Places(MemoryStore objects, KeyRing keys)
{
    private readonly PackReader _reader = new(objects, keys);
    private readonly Dictionary<PackId, List<PackedRecord>> _records = [];
    private readonly Dictionary<PackId, Dictionary<long, ChunkId>> _intact = [];
    private readonly Dictionary<string, List<(PackId Pack, long Offset)>> _segments = [];

    /// <summary>Chunks that had a place in a pack that was damaged past help.</summary>
    public HashSet<ChunkId> Rotten { get; } = [];

    public void PutPack(PackId pack, byte[] content)
    {
        _records[pack] = [.. _reader.OpenTable(pack, _reader.OpenKey(pack, content), content).Records];
        _intact[pack] = _records[pack].ToDictionary(record => record.Offset, record => record.Header.Id);
    }

    public void RemovePack(PackId pack) => _intact.Remove(pack);

    /// <summary>Parity gives back what a pack held.</summary>
    public void Heal(PackId pack, byte[] content)
    {
        if (_intact.ContainsKey(pack))
            PutPack(pack, content);
    }

    /// <summary>Only what is as it was put can be had of a pack any more.</summary>
    public void Damage(PackId pack, byte[] before, byte[] now)
    {
        if (!_intact.TryGetValue(pack, out var intact))
            return;
        var hasKey = IsSame(0, PackFormat.HeaderSize);
        foreach (var record in _records[pack])
        {
            Rotten.Add(record.Header.Id);
            if (!hasKey || !IsSame((int)record.Offset, record.Header.RecordLength))
                intact.Remove(record.Offset);
        }

        bool IsSame(int offset, int length) =>
            offset + length <= now.Length && now.AsSpan(offset, length).SequenceEqual(before.AsSpan(offset, length));
    }

    public void PutSegment(string name)
    {
        var content = objects.Objects[name];
        if (!SegmentLayout.TryRead(content.AsSpan(content.Length - SegmentLayout.TrailerSize), content.Length, out var layout))
            throw new ViolationException($"{name} is no index segment");
        var places = new List<(PackId Pack, long Offset)>();
        for (var i = 0L; i < layout.Entries; i++)
        {
            var entry = SegmentEntry.Read(content.AsSpan((int)SegmentLayout.EntryOffset(i)));
            places.Add((PackId.Read(content.AsSpan((int)layout.PackOffset(entry.Pack), PackId.Size)), entry.Offset));
        }
        _segments[name] = places;
    }

    public void RemoveSegment(string name) => _segments.Remove(name);

    /// <summary>All chunks that have an intact place which a segment names, in a pack that exists.</summary>
    public HashSet<ChunkId> Known()
    {
        var known = new HashSet<ChunkId>();
        foreach (var (pack, offset) in _segments.Values.SelectMany(places => places))
            if (_intact.TryGetValue(pack, out var records) && records.TryGetValue(offset, out var id))
                known.Add(id);
        return known;
    }

    /// <summary>All chunks in packs, as often as they are there.</summary>
    public IEnumerable<ChunkId> Held() =>
        _intact.Where(pack => objects.Objects.ContainsKey(pack.Key.ObjectName)).SelectMany(pack => pack.Value.Values);

    public IEnumerable<ChunkId> In(PackId pack) => _intact.TryGetValue(pack, out var records) ? records.Values : [];
}
