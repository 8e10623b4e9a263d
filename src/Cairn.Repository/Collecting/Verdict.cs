using Cairn.Repository.Packs;

namespace Cairn.Repository.Collecting;

/// <summary>What is left of a condemned list when all that earlier sessions committed was marked.</summary>
internal static class Verdict
{
    public static PlaceList Of(PlaceList condemned, Inventory inventory, Marking marking)
    {
        var pardoned = new Dictionary<PackId, HashSet<int>>();
        foreach (var place in marking.Marked())
            if (condemned.Contains(place))
            {
                if (!pardoned.TryGetValue(place.Pack, out var offsets))
                    pardoned[place.Pack] = offsets = [];
                offsets.Add(place.Offset);
            }
        return new PlaceList(condemned.Packs
            .Select(places => Judge(places, inventory, pardoned.GetValueOrDefault(places.Pack) ?? [])).OfType<PackPlaces>());
    }

    /// <summary>Null where the pack stays as it is.</summary>
    private static PackPlaces? Judge(PackPlaces places, Inventory inventory, HashSet<int> pardoned) => places.Scope switch
    {
        // A session's packs are orphans until it puts its index. What an index names is judged by the next collection.
        PackScope.Orphan => inventory.Index.Names(places.Pack) ? null : places,
        PackScope.Whole => pardoned.Count > 0 ? null : places,
        _ => places with { Offsets = [.. places.Offsets.Where(offset => !pardoned.Contains(offset))] },
    };
}
