using Cairn.Repository.Faults;

namespace Cairn.Repository.ObjectStore;

/// <summary>
/// Puts whose outcome is certain: where the store's answer leaves open whether an object is there, it is read and its bytes are
/// compared.
/// </summary>
internal static class SettledPut
{
    /// <summary>Puts an object of a name that nobody else uses.</summary>
    /// <exception cref="StoreFailedException">It isn't there, or another object is.</exception>
    public static async ValueTask PutOwnAsync(
        this IObjectStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await store.PutOrReadAsync(name, content, cancellationToken) is not null)
            throw new StoreFailedException(name, "another object of this random name exists already");
    }

    /// <summary>
    /// Null when the object is there with exactly these bytes, put now or by an attempt whose answer was lost; else what the
    /// object of this name holds.
    /// </summary>
    public static async ValueTask<byte[]?> PutOrReadAsync(
        this IObjectStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        byte[] found;
        try
        {
            if (await store.PutAsync(name, content, cancellationToken))
                return null;
            found = await store.GetAsync(name, cancellationToken);
        }
        catch (StoreFailedException)
        {
            if (await store.FindAsync(name, cancellationToken) is not { } there)
                throw;
            found = there;
        }
        catch (ObjectNotFoundException e)
        {
            throw new StoreFailedException(name, "it existed when it was put and is gone now", e);
        }
        return found.AsSpan().SequenceEqual(content.Span) ? null : found;
    }

    /// <summary>An object's bytes, or null if there is none.</summary>
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
    }
}
