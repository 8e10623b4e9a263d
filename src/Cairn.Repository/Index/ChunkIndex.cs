using System.Diagnostics.CodeAnalysis;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// The index segments of a store as far as they were looked at. A chunk is in here only when a durable segment names it. Loaded
/// on first use and refreshed when something isn't found. Safe for use by several threads and, as to the store, processes.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
internal sealed class ChunkIndex(IObjectStore store, KeyRing keys)
{
    private readonly SegmentStore _store = new(store, keys);
    private readonly SemaphoreSlim _changing = new(1);
    private readonly SemaphoreSlim _merging = new(1);
    private volatile IndexView _view = IndexView.Empty;

    /// <summary>
    /// The names that the last listing showed, changed by what was put and deleted since; null before the first.
    /// </summary>
    private HashSet<string>? _listed;

    /// <summary>What was known at the last refresh or addition.</summary>
    public IndexView View => _view;

    public bool Contains(in ChunkId id) => _view.Contains(id);

    /// <summary>
    /// Looks again at the store, once, when the chunk isn't known: another process may have stored it meanwhile.
    /// </summary>
    public async ValueTask<ChunkLocation?> FindAsync(ChunkId id, CancellationToken cancellationToken)
    {
        if (_view.TryFindLocation(id, out var location))
            return location;
        await RefreshAsync(null, cancellationToken);
        return _view.TryFindLocation(id, out location) ? location : null;
    }

    /// <summary>
    /// Makes <see cref="View"/> what the store has now. If <paramref name="onDamage"/> is given, all segments are verified
    /// wholly, and damaged ones told to it and left out; if not, the first that can't be opened is thrown.
    /// </summary>
    public async Task RefreshAsync(Action<RepositoryDamagedException>? onDamage, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var told = new HashSet<string>();
            // A listing isn't of one instant: it may miss a segment that was merged meanwhile, and also the one it was merged
            // into. Two listings of now that agree missed nothing.
            _listed = null;
            while (await _store.ListAsync(cancellationToken) is var found && _listed?.SetEquals(found.Keys) != true)
            {
                _view = new IndexView(await OpenAsync(found.Values, told, onDamage, cancellationToken));
                _listed = [.. found.Keys];
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>As <see cref="PutAsync"/>, then merges segments if there are too many.</summary>
    public async Task<IReadOnlyList<MappedSegment>> AddAsync(
        IEnumerable<PackedRecords> packs, CancellationToken cancellationToken)
    {
        var added = await PutAsync(packs, cancellationToken);
        await MergeAsync(cancellationToken);
        return added;
    }

    /// <summary>Makes the records of durable packs known: first to the store, then here.</summary>
    /// <returns>Segments with these records and no others.</returns>
    public async Task<IReadOnlyList<MappedSegment>> PutAsync(
        IEnumerable<PackedRecords> packs, CancellationToken cancellationToken)
    {
        var added = new List<MappedSegment>();
        foreach (var some in IndexSegment.Split(packs))
        {
            var name = IndexSegment.NewName(keys.Random);
            var content = IndexSegment.Encode(name, keys, some.SelectMany(pack => pack.Records, (pack, record) => (pack.Pack, record)));
            added.Add(await _store.PutAsync(name, content, cancellationToken));
            await ReplaceAsync([], added[^1], cancellationToken);
        }
        return added;
    }

    /// <summary>One segment that says what these say, for the caller alone: it isn't put into the store.</summary>
    public MappedSegment? Merge(IReadOnlyList<MappedSegment> segments, CancellationToken cancellationToken) =>
        _store.Merge(segments, _ => false, cancellationToken) is { } file ? MappedSegment.Open(file, keys) : null;

    /// <summary>
    /// Replaces the segments that name any of these packs by ones that don't. Others may still have what was replaced, and merge
    /// it in again: an entry of a pack that is gone does no harm.
    /// </summary>
    public async Task ForgetAsync(IReadOnlySet<PackId> gone, CancellationToken cancellationToken)
    {
        await _merging.WaitAsync(cancellationToken);
        try
        {
            var naming = _view.Segments.Where(segment => gone.Any(pack => segment.FindPack(pack) >= 0));
            foreach (var group in MergePlan.Group(naming.OrderBy(segment => segment.Entries)))
                await MergeAsync(group, gone.Contains, cancellationToken);
        }
        finally
        {
            _merging.Release();
        }
    }

    /// <summary>Nothing is lost when it fails: then the next to add something does it.</summary>
    private async Task MergeAsync(CancellationToken cancellationToken)
    {
        if (!await _merging.WaitAsync(0, cancellationToken))
            return;
        try
        {
            while (MergePlan.Next(_view.Segments).Count > 0)
            {
                // Others may have done it already.
                await RefreshAsync(null, cancellationToken);
                if (MergePlan.Next(_view.Segments) is { Count: > 0 } segments)
                    await MergeAsync(segments, _ => false, cancellationToken);
            }
        }
        catch (RepositoryException)
        {
            // What was added is durable. A damaged segment is told by whoever needs it, and by a check.
        }
        finally
        {
            _merging.Release();
        }
    }

    private async Task MergeAsync(
        IReadOnlyList<MappedSegment> segments, Predicate<PackId> isGone, CancellationToken cancellationToken)
    {
        var file = _store.Merge(segments, isGone, cancellationToken);
        var merged = file is null ? null : await _store.PutAsync(file, cancellationToken);
        await ReplaceAsync(segments, merged, cancellationToken);
        // Only now that the new one is durable. Somebody else may have merged and deleted some of these too: then there are two
        // that say the same.
        foreach (var segment in segments)
            await _store.DeleteAsync(segment.Name, cancellationToken);
    }

    private async Task ReplaceAsync(
        IReadOnlyList<MappedSegment> old, MappedSegment? added, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        // A refresh may have found the new one already.
        var names = old.Select(segment => segment.Name).Append(added?.Name).ToHashSet();
        IEnumerable<MappedSegment> kept = _view.Segments.Where(segment => !names.Contains(segment.Name));
        _view = new IndexView(added is null ? kept : kept.Append(added));
        _listed?.ExceptWith(names!);
        if (added is not null)
            _listed?.Add(added.Name);
        _changing.Release();
    }

    private async Task<List<MappedSegment>> OpenAsync(
        IEnumerable<ObjectInfo> found,
        HashSet<string> told,
        Action<RepositoryDamagedException>? onDamage,
        CancellationToken cancellationToken)
    {
        var open = _view.Segments.ToDictionary(segment => segment.Name);
        var segments = new List<MappedSegment>();
        foreach (var info in found)
        {
            try
            {
                if (!open.TryGetValue(info.Name, out var segment))
                    segment = await _store.OpenAsync(info, cancellationToken);
                if (onDamage is not null)
                    segment.VerifyAll(cancellationToken);
                segments.Add(segment);
            }
            catch (ObjectNotFoundException)
            {
                // It went since it was listed: the next listing won't show it.
            }
            catch (RepositoryDamagedException e) when (onDamage is not null)
            {
                if (told.Add(info.Name))
                    onDamage(e);
            }
        }
        return segments;
    }
}
