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
    private readonly IndexView _present;

    private SessionView(IndexView present) => _present = present;

    /// <summary>
    /// In this order, after the session showed itself: a collection that condemns later waits for it; and what one that condemned
    /// earlier has removed by now is either in its list, or its packs are gone.
    /// </summary>
    public static async Task<SessionView> ReadAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        var condemned = repository.RelyOnCondemned
            ? []
            : await CondemnedList.ReadAllAsync(repository.Store, repository.Keys, cancellationToken);
        await repository.Index.RefreshAsync(null, cancellationToken);
        var view = repository.Index.View;
        var packs = PackList.ReadAsync(repository.Store, cancellationToken).Select(found => found.Pack);
        var missing = await view.PacksNotInAsync(packs, cancellationToken);
        var isWhole = condemned.Count == 0 && missing.Count == 0;
        return new SessionView(isWhole ? view : view.Without(place => missing.Contains(place.Pack) || IsIn(condemned, place)));
    }

    private static bool IsIn(IReadOnlyList<PlaceList> condemned, in ChunkLocation place)
    {
        foreach (var list in condemned)
            if (list.Contains(place))
                return true;
        return false;
    }

    public bool Contains(in ChunkId id) => _present.Contains(id);
}
