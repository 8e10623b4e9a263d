using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Collecting;

/// <summary>
/// What a collection may remove, published before it looks which sessions are open: those that begin later rely on none of it.
/// </summary>
internal static class CondemnedList
{
    private static ReadOnlySpan<byte> Magic => "CAIRNCND"u8;

    public static byte[] Encode(KeyRing keys, string name, PlaceList places) => places.Encode(Magic, keys.ObjectKey(name));

    public static PlaceList Decode(KeyRing keys, string name, ReadOnlySpan<byte> content) =>
        PlaceList.Decode(Magic, keys.ObjectKey(name), name, content);

    /// <summary>All lists that the store has. One that goes meanwhile was carried out.</summary>
    public static async Task<IReadOnlyList<PlaceList>> ReadAllAsync(
        IObjectStore store, KeyRing keys, CancellationToken cancellationToken)
    {
        var lists = new List<PlaceList>();
        await foreach (var found in store.ListAsync(CollectionObject.Prefix, cancellationToken))
            if (CollectionObject.TryParse(found.Name, out _, out var part) && part == CollectionObject.Condemned
                && await store.FindAsync(found.Name, cancellationToken) is { } content)
                lists.Add(Decode(keys, found.Name, content));
        return lists;
    }
}
