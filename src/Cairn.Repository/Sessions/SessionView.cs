using Cairn.Repository.Collecting;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The chunks that a session may rely on: those that the index names, but for places that a collection condemned before the
/// session looked, and places in packs that aren't there. Never changes.
/// </summary>
internal sealed class SessionView
{
    private readonly ChunkTable _index;
    private readonly IReadOnlyList<PlaceList> _condemned;
    private readonly HashSet<PackId> _packs;

    private SessionView(ChunkTable index, IReadOnlyList<PlaceList> condemned, HashSet<PackId> packs) =>
        (_index, _condemned, _packs) = (index, condemned, packs);

    /// <summary>
    /// In this order, after the session showed itself: a collection that condemns later waits for it; and what one that condemned
    /// earlier has removed by now is either in its list, or its packs are gone.
    /// </summary>
    public static async Task<SessionView> ReadAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        var condemned = await CondemnedList.ReadAllAsync(repository.Store, repository.Keys, cancellationToken);
        await repository.Index.RefreshAsync(null, cancellationToken);
        var packs = new HashSet<PackId>();
        await foreach (var (pack, _) in PackList.ReadAsync(repository.Store, cancellationToken))
            packs.Add(pack);
        return new SessionView(repository.Index.Table, condemned, packs);
    }

    public bool Contains(in ChunkId id) => _index.TryFind(id, out var location) && !IsAbsent(location);

    private bool IsAbsent(ChunkLocation location)
    {
        if (!_packs.Contains(location.Pack))
            return true;
        foreach (var list in _condemned)
            if (list.Contains(location))
                return true;
        return false;
    }
}
