using System.Diagnostics.CodeAnalysis;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// The index segments of a store as far as they were looked at. A chunk is in here only when a durable segment names it. Loaded
/// on first use and refreshed when something isn't found. Safe for use by several threads.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
internal sealed class ChunkIndex(IObjectStore store, KeyRing keys)
{
    private readonly SemaphoreSlim _loading = new(1);
    private volatile IndexView _view = IndexView.Empty;

    /// <summary>The names that the last listing showed, and those added since; null before the first.</summary>
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
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var told = new HashSet<string>();
            // A listing isn't of one instant: it may miss a segment that was merged meanwhile, and also the one it was merged
            // into. Two listings that agree missed nothing.
            while (await ListAsync(cancellationToken) is var found && _listed?.SetEquals(found.Keys) != true)
            {
                _view = new IndexView(await OpenAsync(found.Values, told, onDamage, cancellationToken));
                _listed = [.. found.Keys];
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Makes the records of durable packs known: first to the store, then here.</summary>
    public async Task AddAsync(IEnumerable<PackedRecords> packs, CancellationToken cancellationToken)
    {
        foreach (var places in PlacesOf(packs).Chunk(IndexSegment.MaxEntries))
        {
            var name = IndexSegment.NewName(keys.Random);
            var content = IndexSegment.Encode(name, keys, places);
            // Not while somebody lists: what is added here must not be lost to a listing that doesn't show it yet.
            await _loading.WaitAsync(cancellationToken);
            try
            {
                await store.PutOwnAsync(name, content, cancellationToken);
                var segment = MappedSegment.Open(Map(name, content), keys);
                _view = new IndexView([.. _view.Segments, segment]);
                _listed?.Add(name);
            }
            finally
            {
                _loading.Release();
            }
        }
    }

    /// <summary>Looks at the store anew: segments were replaced.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken) => RefreshAsync(null, cancellationToken);

    private static IEnumerable<(PackId, PackedRecord)> PlacesOf(IEnumerable<PackedRecords> packs) =>
        packs.SelectMany(pack => pack.Records, (pack, record) => (pack.Pack, record));

    private async Task<Dictionary<string, ObjectInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ObjectInfo>();
        await foreach (var segment in store.ListAsync(IndexSegment.Prefix, cancellationToken))
            if (IndexSegment.IsName(segment.Name))
                found[segment.Name] = segment;
        return found;
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
                    segment = MappedSegment.Open(await MappedFile.OpenAsync(store, info, cancellationToken), keys);
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

    /// <summary>What was just put: from its file, or where there is none from memory.</summary>
    private MappedFile Map(string name, ReadOnlyMemory<byte> content)
    {
        try
        {
            if (store is IFileObjects files)
                return MappedFile.Map(name, files.OpenFile(name));
        }
        catch (ObjectNotFoundException)
        {
            // It was merged into another already.
        }
        return MappedFile.Copy(name, content);
    }
}
