using System.Diagnostics.CodeAnalysis;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// What the index segments say, in memory. A chunk is in here only when a durable segment names it, so what is found here may be
/// referred to. Loaded on first use and refreshed when something isn't found. Safe for use by several threads.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
internal sealed class ChunkIndex(IObjectStore store, KeyRing keys)
{
    private readonly SemaphoreSlim _loading = new(1);
    private readonly HashSet<string> _loaded = [];
    private volatile ChunkTable _table = new();

    public ChunkTable Table => _table;

    public bool Contains(in ChunkId id) => _table.Contains(id);

    /// <summary>
    /// Looks again at the store, once, when the chunk isn't known: another process may have stored it meanwhile.
    /// </summary>
    public async ValueTask<ChunkLocation?> FindAsync(ChunkId id, CancellationToken cancellationToken)
    {
        if (_table.TryFind(id, out var location))
            return location;
        await RefreshAsync(null, cancellationToken);
        return _table.TryFind(id, out location) ? location : null;
    }

    /// <summary>
    /// Loads the segments that aren't loaded yet. Damaged ones are told to <paramref name="onDamage"/> and left out; if that is
    /// null, the first is thrown.
    /// </summary>
    public async Task RefreshAsync(Action<RepositoryDamagedException>? onDamage, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            while (!await TryLoadAsync(onDamage, cancellationToken))
            {
                // A segment went while we were reading: it was merged into another, which a new list names.
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
        foreach (var entries in EntriesOf(packs).Chunk(IndexSegment.MaxEntries))
        {
            var name = IndexSegment.NewName(keys.Random);
            if (!await store.PutAsync(name, IndexSegment.Encode(name, keys, [.. entries]), cancellationToken))
                throw new StoreFailedException(name, "an object of this random name exists already");
            foreach (var (id, location) in entries)
                _table.TryAdd(id, location);
        }
    }

    /// <summary>Forgets all and loads again: the segments were replaced.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        _loaded.Clear();
        _table = new ChunkTable();
        _loading.Release();
        await RefreshAsync(null, cancellationToken);
    }

    private async Task<bool> TryLoadAsync(Action<RepositoryDamagedException>? onDamage, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var segment in store.ListAsync(IndexSegment.Prefix, cancellationToken))
            if (IndexSegment.IsName(segment.Name) && !_loaded.Contains(segment.Name))
                names.Add(segment.Name);
        foreach (var name in names)
        {
            try
            {
                var content = await store.GetAsync(name, cancellationToken);
                IndexSegment.Decode(name, keys, content, _table);
                _loaded.Add(name);
            }
            catch (ObjectNotFoundException)
            {
                return false;
            }
            catch (RepositoryDamagedException e) when (onDamage is not null)
            {
                onDamage(e);
            }
        }
        return true;
    }

    private static IEnumerable<(ChunkId, ChunkLocation)> EntriesOf(IEnumerable<PackedRecords> packs) =>
        from pack in packs
        from record in pack.Records
        let header = record.Header
        select (header.Id, new ChunkLocation(pack.Pack, record.Offset, header.SealedLength, header.PlainLength, header.Kind));
}
