using Cairn.Repository.Faults;

namespace Cairn.Repository.ObjectStore;

/// <summary>
/// Puts whose outcome is certain when they return. Where the store failed, the object may be there or not, and if it is there, it may
/// not survive a power cut: so the put is repeated, which makes an object of that name durable whoever put it. Who meets an object of
/// that name reads it and compares the bytes.
/// </summary>
internal static class SettledPut
{
    /// <summary>Puts an object of a name that nobody else uses.</summary>
    /// <exception cref="StoreFailedException">Another object is there; or the store failed, and whether it is there is unknown.</exception>
    public static async ValueTask PutOwnAsync(
        this IObjectStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await store.PutOrReadAsync(name, content, cancellationToken) is not null)
            throw new StoreFailedException(name, "another object of this random name exists already");
    }

    /// <summary>
    /// Null when the object is there for good with exactly these bytes, put now or by an attempt whose answer was lost; else what the
    /// object of this name holds, which is there for good.
    /// </summary>
    /// <exception cref="StoreFailedException">
    /// The store failed again. What is there now, these bytes or others, may be gone after a power cut: nobody may rely on either.
    /// </exception>
    public static async ValueTask<byte[]?> PutOrReadAsync(
        this IObjectStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await store.PutAgainAsync(name, content, cancellationToken))
            return null;
        var found = await store.ReadBackAsync(name, cancellationToken);
        return found.AsSpan().SequenceEqual(content.Span) ? null : found;
    }

    /// <summary>
    /// An object's bytes, or null if there is none. Where they can't be read they are zeros: whoever gets them looks whether they are
    /// what was put, and parity makes good what it can.
    /// </summary>
    public static async ValueTask<byte[]?> FindAsync(this IObjectStore store, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(name, cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }
        catch (RepositoryDamagedException)
        {
            return await Salvage.ReadAsync(store, name, cancellationToken);
        }
    }

    /// <summary>As it is: with zeros in it, what was put would look like somebody else's.</summary>
    private static async ValueTask<byte[]> ReadBackAsync(
        this IObjectStore store, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(name, cancellationToken);
        }
        catch (ObjectNotFoundException e)
        {
            throw new StoreFailedException(name, "it existed when it was put and is gone now", e);
        }
        catch (RepositoryDamagedException e)
        {
            throw new StoreFailedException(name, "it existed when it was put, and can't be read", e);
        }
    }

    /// <summary>A full store isn't asked again.</summary>
    private static async ValueTask<bool> PutAgainAsync(
        this IObjectStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(name, content, cancellationToken);
        }
        catch (StoreFailedException)
        {
            return await store.PutAsync(name, content, cancellationToken);
        }
    }
}
