using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Collecting;

/// <summary>Marks what all snapshots reach.</summary>
internal sealed class SnapshotMarking(BackupRepository repository, IProgress<CollectionProgress>? progress)
{
    private readonly SnapshotList _snapshots = new(repository);

    /// <summary>All that is in a snapshot's place now, fences too.</summary>
    /// <exception cref="RepositoryDamagedException">
    /// A snapshot was lost: its parity is still there, and may make it whole again.
    /// </exception>
    public async Task<IReadOnlySet<SnapshotId>> ListAsync(CancellationToken cancellationToken)
    {
        var withParity = new List<string>();
        await foreach (var found in repository.Store.ListAsync(ParityObjects.NameOf(SnapshotObject.Prefix), cancellationToken))
            withParity.Add(found.Name);
        var present = new HashSet<SnapshotId>();
        await foreach (var found in repository.Store.ListAsync(SnapshotObject.Prefix, cancellationToken))
            if (SnapshotObject.TryParseName(found.Name, out var id))
                present.Add(id);
        foreach (var parity in withParity)
            if (SnapshotObject.TryParseName(ParityObjects.ObjectOf(parity)!, out var id) && !present.Contains(id))
                await ThrowIfLostAsync(id, cancellationToken);
        return present;
    }

    /// <summary>Of a snapshot that isn't there.</summary>
    private async ValueTask ThrowIfLostAsync(SnapshotId id, CancellationToken cancellationToken)
    {
        var name = SnapshotObject.NameOf(id);
        // Who forgets a snapshot deletes its parity first.
        if (await repository.Store.FindAsync(ParityObjects.NameOf(name), cancellationToken) is not null
            && await repository.Store.FindAsync(name, cancellationToken) is null)
            throw new RepositoryDamagedException(
                name, null, "it is lost, but its parity isn't: repair it before anything is collected");
    }

    /// <summary>
    /// What there is, and of that what the snapshots among <paramref name="present"/> reach. What seems lost because another
    /// collection moved it between the looks at the index and at the packs is looked for again.
    /// </summary>
    /// <exception cref="RepositoryDamagedException">Something that a snapshot needs can't be had.</exception>
    public async Task<(Inventory Inventory, Marking Marking)> MarkAsync(
        IReadOnlySet<SnapshotId> present, PlaceList condemned, Marking? marked, CancellationToken cancellationToken)
    {
        var inventory = await Inventory.ReadAsync(repository, cancellationToken);
        var sought = new HashSet<string>();
        while (true)
            try
            {
                return (inventory, await MarkAsync(present, inventory, condemned, marked, cancellationToken));
            }
            catch (RepositoryDamagedException e)
            {
                var now = await Inventory.ReadAsync(repository, cancellationToken);
                // Once for each: writers may change the index as fast as this looks.
                if (!sought.Add(e.ObjectName) || now.Index.Segments.SequenceEqual(inventory.Index.Segments))
                    throw;
                (inventory, marked) = (now, null);
            }
    }

    /// <summary>
    /// Marks the snapshots among <paramref name="present"/> that aren't marked. Those that go meanwhile were forgotten, and
    /// needn't be.
    /// </summary>
    /// <returns>The marking, or another one for the same inventory if a snapshot was forgotten while it was walked.</returns>
    private async Task<Marking> MarkAsync(
        IReadOnlySet<SnapshotId> present,
        Inventory inventory,
        PlaceList condemned,
        Marking? marked,
        CancellationToken cancellationToken)
    {
        var marking = marked?.Onto(inventory, condemned) ?? new Marking(repository, inventory, condemned);
        var left = new Queue<SnapshotId>(present.Except(marking.Snapshots));
        var total = left.Count;
        while (left.TryDequeue(out var id))
        {
            progress?.Report(new CollectionProgress("Marking", total - left.Count - 1, total));
            if (await _snapshots.TryReadAsync(id, cancellationToken) is not { } snapshot)
            {
                await ThrowIfLostAsync(id, cancellationToken);
                continue;
            }
            try
            {
                await marking.MarkAsync(snapshot, cancellationToken);
            }
            catch (RepositoryDamagedException)
            {
                if (await _snapshots.TryReadAsync(id, cancellationToken) is not null)
                    throw;
                return await MarkAsync(present, inventory, condemned, null, cancellationToken);
            }
        }
        return marking;
    }
}
