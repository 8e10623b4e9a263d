using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Clears away what those who slept have put after it was over: index entries and parity of packs that are gone, parity of
/// snapshots that were forgotten. None of it does harm; it is in the way of checks.
/// </summary>
internal static class Leftovers
{
    /// <param name="repository">Where.</param>
    /// <param name="marked">
    /// What there was when all that snapshots need was found. A pack that was there then and is gone now was removed, and nothing is
    /// left of it, or it was lost, and then what is left may be all that can bring it back.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task ClearAsync(BackupRepository repository, Inventory marked, CancellationToken cancellationToken)
    {
        // Parity is put after its object: listed before the objects, it shows which are gone.
        var parity = new List<string>();
        await foreach (var found in repository.Store.ListAsync(ParityObjects.Prefix, cancellationToken))
            parity.Add(found.Name);
        var inventory = await Inventory.ReadAsync(repository, cancellationToken);
        await repository.Index.ForgetAsync(inventory.Missing.Intersect(marked.Missing).ToHashSet(), cancellationToken);
        foreach (var name in parity)
            if (await IsLeftAsync(repository, inventory, marked, ParityObjects.ObjectOf(name)!, cancellationToken))
                await repository.Store.DeleteAsync(name, cancellationToken);
    }

    private static async ValueTask<bool> IsLeftAsync(
        BackupRepository repository, Inventory inventory, Inventory marked, string objectName, CancellationToken cancellationToken)
    {
        if (PackId.TryParseObjectName(objectName, out var pack))
            return !inventory.Packs.ContainsKey(pack) && !marked.Packs.ContainsKey(pack);
        return objectName.StartsWith(SnapshotObject.Prefix, StringComparison.Ordinal)
            && SnapshotObject.TryParseName(objectName, out var id)
            && await repository.Store.FindAsync(objectName, cancellationToken) is { } content
            && SessionFence.Is(repository.Keys, id, content);
    }
}
