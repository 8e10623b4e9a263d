using System.Runtime.CompilerServices;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Packs;

/// <summary>The packs in a store and their lengths in bytes; objects of other names are passed over.</summary>
internal static class PackList
{
    public static async IAsyncEnumerable<ListedPack> ReadAsync(
        IObjectStore store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var found in store.ListAsync(PackId.Prefix, cancellationToken))
            if (PackId.TryParseObjectName(found.Name, out var pack))
                yield return new ListedPack(pack, found.Length);
    }
}
