using Cairn.Repository.Faults;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Makes what was judged ready to be decided: of packs that go though something in them must stay, that is copied first. So a verdict
/// can always be carried out to its end, by whoever comes, without reading anything.
/// </summary>
internal sealed class Preparation(BackupRepository repository, IProgress<CollectionProgress>? progress)
{
    private readonly List<string> _damaged = [];

    /// <summary>Bytes of records that were copied.</summary>
    public long BytesCopied { get; private set; }

    /// <summary>What can't be read, in words.</summary>
    public IReadOnlyList<string> Damaged => _damaged;

    /// <summary>The store had no room for the copies.</summary>
    public StoreFullException? Full { get; set; }

    /// <summary>
    /// The packs that may go now. One of which something can't be read stays, unless <paramref name="givesUp"/>, for a repair. If
    /// there is no room for copies, all that need them stay: what goes without makes room.
    /// </summary>
    public async Task<PlaceList> RunAsync(PlaceList judged, bool givesUp, CancellationToken cancellationToken)
    {
        var listed = judged.Packs.Where(places => places.Scope == PackScope.Listed).ToList();
        if (listed.Count == 0)
            return judged;
        var inventory = await Inventory.ReadAsync(repository, cancellationToken);
        await using var evacuation = new Evacuation(repository, judged, givesUp, progress);
        var ready = new HashSet<PackId>();
        try
        {
            ready.UnionWith(await evacuation.RunAsync(listed, inventory, cancellationToken));
        }
        catch (StoreFullException full) when (!givesUp)
        {
            Full = full;
        }
        BytesCopied += evacuation.BytesCopied;
        _damaged.AddRange(evacuation.Damaged);
        return new PlaceList(judged.Packs.Where(places => places.Scope != PackScope.Listed || ready.Contains(places.Pack)));
    }
}
