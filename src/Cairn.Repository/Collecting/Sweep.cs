using Cairn.Repository.Faults;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Carries verdicts out. It may be stopped anywhere and done again, also by several at once: what was done is found done.
/// </summary>
internal sealed class Sweep(BackupRepository repository, IProgress<CollectionProgress>? progress)
{
    private readonly HashSet<PackId> _removed = [];

    /// <summary>The packs that were there and went.</summary>
    public IReadOnlySet<PackId> Removed => _removed;

    public long BytesRemoved { get; private set; }

    public int OrphanPacks { get; private set; }

    public int UnneededPacks { get; private set; }

    public int RewrittenPacks { get; private set; }

    /// <summary>
    /// Takes all packs of a verdict out of the index, then out of the store. Where there is no room for an index without them, they go
    /// first, which makes some.
    /// </summary>
    public async Task RunAsync(PlaceList verdict, CancellationToken cancellationToken)
    {
        var inventory = await Inventory.ReadAsync(repository, cancellationToken);
        var packs = verdict.Packs.Select(places => places.Pack).ToHashSet();
        var isForgotten = await TryForgetAsync(packs, cancellationToken);
        await DeleteAsync(verdict, inventory, cancellationToken);
        if (!isForgotten)
            await repository.Index.ForgetAsync(packs, cancellationToken);
    }

    /// <summary>False if the store is full.</summary>
    private async Task<bool> TryForgetAsync(HashSet<PackId> packs, CancellationToken cancellationToken)
    {
        try
        {
            await repository.Index.ForgetAsync(packs, cancellationToken);
            return true;
        }
        catch (StoreFullException)
        {
            return false;
        }
    }

    private async Task DeleteAsync(PlaceList verdict, Inventory inventory, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var places in verdict.Packs)
        {
            progress?.Report(new CollectionProgress("Removing", done++, verdict.Packs.Count));
            await repository.Parity.DeleteAsync(places.Pack.ObjectName, cancellationToken);
            if (inventory.Packs.TryGetValue(places.Pack, out var length))
                Count(places, length);
        }
    }

    private void Count(PackPlaces places, long length)
    {
        _removed.Add(places.Pack);
        BytesRemoved += length;
        OrphanPacks += places.Scope == PackScope.Orphan ? 1 : 0;
        UnneededPacks += places.Scope == PackScope.Whole ? 1 : 0;
        RewrittenPacks += places.Scope == PackScope.Listed ? 1 : 0;
    }
}
