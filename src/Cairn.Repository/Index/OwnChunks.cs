using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// The chunks that one session stores, however many: on the heap only until an index segment names them. The segments that the
/// session added are looked at by themselves (merged by itself too), because what else is in the index it must not rely on. Safe
/// for use by several threads.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
internal sealed class OwnChunks(ChunkIndex index)
{
    /// <summary>Records that wait for a segment: with their ids some 6 MB, and as much again while the segment is made.</summary>
    private const int MaxWaiting = 1 << 15;

    private readonly ChunkSet _recent = new();
    private readonly ConcurrentQueue<PackedRecords> _durable = [];
    private readonly SemaphoreSlim _indexing = new(1);
    private int _waiting;
    private volatile IndexView _indexed = IndexView.Empty;

    /// <summary>Whether it is time for <see cref="IndexAsync"/>.</summary>
    public bool IsFull => Volatile.Read(ref _waiting) >= MaxWaiting;

    public bool Contains(in ChunkId id) => _recent.Contains(id) || _indexed.Contains(id);

    /// <summary>False when the id is there already; else the caller is the one to store the chunk.</summary>
    public bool TryAdd(in ChunkId id)
    {
        // In this order: what leaves the set is in the view before.
        if (!_recent.TryAdd(id))
            return false;
        if (!_indexed.Contains(id))
            return true;
        _recent.Remove(id);
        return false;
    }

    /// <summary>Tells that a pack is durable now.</summary>
    public void AddDurable(PackedRecords pack)
    {
        _durable.Enqueue(pack);
        Interlocked.Add(ref _waiting, pack.Records.Count);
    }

    /// <summary>Adds the records of all durable packs to the index; when it returns they are durable there.</summary>
    public async Task IndexAsync(CancellationToken cancellationToken)
    {
        await _indexing.WaitAsync(cancellationToken);
        try
        {
            var packs = new List<PackedRecords>();
            while (_durable.TryDequeue(out var pack))
                packs.Add(pack);
            var added = await index.AddAsync(packs, cancellationToken);
            _indexed = Merged([.. _indexed.Segments, .. added], cancellationToken);
            foreach (var record in packs.SelectMany(pack => pack.Records))
                _recent.Remove(record.Header.Id);
            Interlocked.Add(ref _waiting, -packs.Sum(pack => pack.Records.Count));
        }
        finally
        {
            _indexing.Release();
        }
    }

    private IndexView Merged(List<MappedSegment> segments, CancellationToken cancellationToken)
    {
        while (MergePlan.Next(segments) is { Count: > 0 } many)
        {
            segments.RemoveAll(many.Contains);
            if (index.Merge(many, cancellationToken) is { } merged)
                segments.Add(merged);
        }
        return new IndexView(segments);
    }
}
