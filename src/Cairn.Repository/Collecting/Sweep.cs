using Cairn.Repository.Packs;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Carries a verdict out. It may be stopped anywhere and done again, also by several at once: what was done is found done.
/// </summary>
internal sealed class Sweep(BackupRepository repository, IProgress<CollectionProgress>? progress)
{
    public long BytesCopied { get; private set; }

    public long BytesRemoved { get; private set; }

    public int OrphanPacks { get; private set; }

    public int UnneededPacks { get; private set; }

    public int RewrittenPacks { get; private set; }

    public IReadOnlyList<string> Damaged { get; private set; } = [];

    public async Task RunAsync(PlaceList verdict, bool givesUp, CancellationToken cancellationToken)
    {
        // What is needed by nobody goes first: it makes room for the copies of the rest.
        var whole = verdict.Packs.Where(places => places.Scope != PackScope.Listed).ToList();
        var removed = await RemoveAsync([.. whole.Select(places => places.Pack)], cancellationToken);
        OrphanPacks += whole.Count(places => places.Scope == PackScope.Orphan && removed.Contains(places.Pack));
        UnneededPacks += whole.Count(places => places.Scope == PackScope.Whole && removed.Contains(places.Pack));

        var inventory = await Inventory.ReadAsync(repository, cancellationToken);
        var listed = verdict.Packs
            .Where(places => places.Scope == PackScope.Listed && inventory.Packs.ContainsKey(places.Pack)).ToList();
        if (listed.Count == 0)
            return;
        await using var evacuation = new Evacuation(repository, verdict, givesUp, progress);
        var empty = await evacuation.RunAsync(listed, inventory, cancellationToken);
        (BytesCopied, Damaged) = (evacuation.BytesCopied, evacuation.Damaged);
        RewrittenPacks += (await RemoveAsync(empty, cancellationToken)).Count;
    }

    /// <summary>Takes packs out of the index, and those that are gone already, then out of the store. Gives those that were there.</summary>
    private async Task<HashSet<PackId>> RemoveAsync(IReadOnlyList<PackId> packs, CancellationToken cancellationToken)
    {
        var inventory = await Inventory.ReadAsync(repository, cancellationToken);
        var present = packs.Where(inventory.Packs.ContainsKey).ToHashSet();
        await repository.Index.ForgetAsync(present.Union(inventory.Missing).ToHashSet(), cancellationToken);
        var done = 0;
        foreach (var pack in present)
        {
            progress?.Report(new CollectionProgress("Removing", done++, present.Count));
            await repository.Parity.DeleteAsync(pack.ObjectName, cancellationToken);
            BytesRemoved += inventory.Packs[pack];
        }
        return present;
    }
}
