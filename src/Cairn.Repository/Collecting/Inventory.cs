using Cairn.Repository.Index;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Collecting;

/// <summary>
/// The index at one time, the packs that existed after it was read with their lengths in bytes, and those that it names and that
/// didn't: these are gone for good, since a pack is put before an index names it.
/// </summary>
internal sealed record Inventory(IndexView Index, IReadOnlyDictionary<PackId, long> Packs, IReadOnlySet<PackId> Missing)
{
    /// <summary>The index with only the places in packs that exist.</summary>
    public IndexView Existing { get; } = Missing.Count == 0 ? Index : Index.Without(place => Missing.Contains(place.Pack));

    public static async Task<Inventory> ReadAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        await repository.Index.RefreshAsync(null, cancellationToken);
        var index = repository.Index.View;
        var packs = new Dictionary<PackId, long>();
        await foreach (var (pack, length) in PackList.ReadAsync(repository.Store, cancellationToken))
            packs[pack] = length;
        var missing = await index.PacksNotInAsync(packs.Keys.ToAsyncEnumerable(), cancellationToken);
        return new Inventory(index, packs, missing);
    }
}
