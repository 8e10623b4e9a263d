using Cairn.Repository.Faults;
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
    /// <exception cref="RepositoryDamagedException">One can't be read: until it is gone, nobody knows what may be relied on.</exception>
    public static async Task<IReadOnlyList<PlaceList>> ReadAllAsync(
        IObjectStore store, KeyRing keys, CancellationToken cancellationToken)
    {
        var lists = new List<PlaceList>();
        await foreach (var found in store.ListAsync(CollectionObject.Prefix, cancellationToken))
            if (CollectionObject.TryParse(found.Name, out _, out var part) && part == CollectionObject.Condemned
                && await store.FindAsync(found.Name, cancellationToken) is { } content)
                lists.Add(Read(keys, found.Name, content));
        return lists;
    }

    private static PlaceList Read(KeyRing keys, string name, byte[] content)
    {
        try
        {
            return Decode(keys, name, content);
        }
        catch (RepositoryDamagedException e)
        {
            throw new RepositoryDamagedException(
                name, e.Offset, $"{e.Reason}; nothing can be backed up until 'cairn repo prune' has dropped it", e);
        }
    }
}
