using Cairn.Repository.Packs;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Which packs a collection should remove, and what it need not keep of them: decided from marks and lengths, before anything is
/// written.
/// </summary>
internal sealed record CollectionPlan(
    PlaceList Places, IReadOnlyDictionary<PackId, long> Waste, long BytesStored, long BytesRemoved, long BytesCopied)
{
    /// <summary>Joining pays when so many packs are this part of a full pack or less.</summary>
    private const int ManySmall = 16;
    private const int SmallDivisor = 4;

    public bool IsEmpty => Places.Packs.Count == 0;

    /// <summary>Bytes that nothing needs and that stay when these packs are gone.</summary>
    public long WasteWithout(IReadOnlySet<PackId> removed) => Waste.Where(pack => !removed.Contains(pack.Key)).Sum(pack => pack.Value);

    public static CollectionPlan Make(Inventory inventory, Marking marking, CollectionOptions options, int packSize)
    {
        var usages = Count(inventory, marking);
        var orphans = usages.Values.Where(usage => !usage.IsNamed).ToList();
        var unneeded = usages.Values.Where(usage => usage is { IsNamed: true, NeededRecords: 0 }).ToList();
        var rewritten = SelectRewritten(usages.Values, options, packSize);
        var dead = DeadPlaces(inventory, marking, rewritten.Select(usage => usage.Pack).ToHashSet());
        return new CollectionPlan(
            new PlaceList(
            [
                .. orphans.Select(usage => new PackPlaces(usage.Pack, PackScope.Orphan, [])),
                .. unneeded.Select(usage => new PackPlaces(usage.Pack, PackScope.Whole, [])),
                .. dead,
            ]),
            usages.ToDictionary(usage => usage.Key, usage => usage.Value.NeededRecords == 0 ? usage.Value.Length : usage.Value.Waste),
            usages.Values.Sum(usage => usage.Length),
            orphans.Concat(unneeded).Concat(rewritten).Sum(usage => usage.Length),
            rewritten.Sum(usage => usage.NeededBytes));
    }

    private static Dictionary<PackId, PackUsage> Count(Inventory inventory, Marking marking)
    {
        var usages = inventory.Packs.ToDictionary(pack => pack.Key, pack => new PackUsage(pack.Key, pack.Value));
        foreach (var segment in inventory.Index.Segments)
            for (var number = 0; number < segment.Packs; number++)
                usages.GetValueOrDefault(segment.PackAt(number))?.CountNamed();
        foreach (var place in marking.Marked())
            usages[place.Pack].CountNeeded(place.RecordLength);
        return usages;
    }

    private static List<PackUsage> SelectRewritten(IReadOnlyCollection<PackUsage> usages, CollectionOptions options, int packSize)
    {
        var used = usages.Where(usage => usage.NeededRecords > 0).ToList();
        var tolerated = options.TotalWaste * used.Sum(usage => usage.Length);
        var waste = used.Sum(usage => usage.Waste);
        var selected = new List<PackUsage>();
        var wasteful = used.Where(usage => usage.WasteShare > options.PackWaste);
        foreach (var usage in wasteful.OrderByDescending(usage => usage.WasteShare))
        {
            if (waste <= tolerated)
                break;
            selected.Add(usage);
            waste -= usage.Waste;
        }
        var small = used.Except(selected).Where(usage => usage.Length <= packSize / SmallDivisor).ToList();
        return small.Count < ManySmall ? selected : [.. selected, .. small];
    }

    /// <summary>Of the packs that are rewritten, the places that the index names and nothing needs.</summary>
    private static IEnumerable<PackPlaces> DeadPlaces(Inventory inventory, Marking marking, HashSet<PackId> packs)
    {
        if (packs.Count == 0)
            return [];
        var unmarked = packs.ToDictionary(pack => pack, _ => new List<int>());
        var marked = packs.ToDictionary(pack => pack, _ => new List<int>());
        foreach (var entry in inventory.Index.Entries())
            (marking[entry.Number] ? marked : unmarked).GetValueOrDefault(entry.Location.Pack)?.Add(entry.Location.Offset);
        // A place that two segments name has two numbers, of which one may be marked.
        return packs.Select(pack => new PackPlaces(pack, PackScope.Listed, [.. unmarked[pack].Except(marked[pack]).Order()]));
    }
}
