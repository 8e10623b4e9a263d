using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>
/// What those who slept have put after it was over: index entries and parity of packs that are gone, parity of snapshots that were
/// forgotten. None of it does harm; it is in the way of checks. But what is left of a pack that was lost may be all that can bring
/// it back, and that looks the same.
/// </summary>
internal sealed class Leftovers
{
    private readonly BackupRepository _repository;
    private readonly HashSet<PackId> _packs;

    private Leftovers(BackupRepository repository, HashSet<PackId> packs) => (_repository, _packs) = (repository, packs);

    /// <summary>
    /// The packs of which something is left, if nobody is at work who could need it. If afterwards all that snapshots need is found
    /// without these packs, nobody ever will: who put one, or saw it, has ended with a snapshot or none; who comes now doesn't see it.
    /// </summary>
    public static async Task<Leftovers> FindAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        // Parity is put after its object: listed before the objects, it shows which are gone.
        var packs = new HashSet<PackId>();
        await foreach (var found in repository.Store.ListAsync(ParityObjects.NameOf(PackId.Prefix), cancellationToken))
            if (PackId.TryParseObjectName(ParityObjects.ObjectOf(found.Name)!, out var pack))
                packs.Add(pack);
        var inventory = await Inventory.ReadAsync(repository, cancellationToken);
        packs.ExceptWith(inventory.Packs.Keys);
        packs.UnionWith(inventory.Missing);
        // Who is at work is looked for last: who isn't seen here begins later, and then doesn't see these packs.
        if (packs.Count > 0 && await IsAnybodyAtWorkAsync(repository, cancellationToken))
            packs.Clear();
        return new Leftovers(repository, packs);
    }

    /// <summary>Clears them away. Only after all that snapshots need was found, which were listed after these.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await _repository.Index.RefreshAsync(null, cancellationToken);
        await _repository.Index.ForgetAsync(_packs, cancellationToken);
        foreach (var pack in _packs)
            await _repository.Store.DeleteAsync(ParityObjects.NameOf(pack.ObjectName), cancellationToken);
        var snapshots = new List<string>();
        await foreach (var found in _repository.Store.ListAsync(ParityObjects.NameOf(SnapshotObject.Prefix), cancellationToken))
            snapshots.Add(found.Name);
        foreach (var parity in snapshots)
            if (SnapshotObject.TryParseName(ParityObjects.ObjectOf(parity)!, out var id)
                && await new SnapshotList(_repository).IsFencedAsync(id, cancellationToken))
                await _repository.Store.DeleteAsync(parity, cancellationToken);
    }

    /// <summary>Of a session that has ended the begin may stay for long. Its snapshot is marked afterwards.</summary>
    private static async Task<bool> IsAnybodyAtWorkAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        var sessions = await new SessionList(repository).ListAsync(cancellationToken);
        var collections = await CollectionState.ReadAllAsync(repository.Store, cancellationToken);
        if (collections.Any(state => state.IsCondemned))
            return true;
        foreach (var trace in sessions.Where(trace => trace.HasBegin))
            if (await repository.Store.FindAsync(SnapshotObject.NameOf(trace.Id), cancellationToken) is null)
                return true;
        return false;
    }
}
