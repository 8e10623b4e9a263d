using Cairn.Repository.Faults;

namespace Cairn.Repository.ObjectStore;

/// <summary>
/// Where a repository keeps its objects. Objects never change: they are put once, read, and maybe deleted.
/// A name is 1 to 255 characters: segments of a-z, 0-9, '-', '_' and '.' joined by '/'; no segment is empty, "." or "..".
/// All methods may be called from several threads at once. Failures are <see cref="RepositoryException"/>s; a caller must not
/// try again what failed with <see cref="StoreFullException"/>.
/// </summary>
public interface IObjectStore
{
    /// <summary>
    /// Puts an object if none of that name exists. True: the object now survives a power cut. False: the name existed, its object is
    /// as it was, and now survives a power cut too. When it throws, the object is wholly there or not at all, and if it is there, it
    /// may be gone after a power cut.
    /// </summary>
    ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a whole object; <see cref="ObjectNotFoundException"/> if there is none, <see cref="RepositoryDamagedException"/> if not
    /// all of it can be read.
    /// </summary>
    ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Fills <paramref name="buffer"/> from <paramref name="offset"/> on. <see cref="RepositoryDamagedException"/> if the object
    /// ends before that or some of that can't be read, <see cref="ObjectNotFoundException"/> if there is none.
    /// </summary>
    ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>
    /// All objects whose name starts with <paramref name="prefix"/> (a whole number of segments ending in '/', or ""), in any
    /// order. Objects put or deleted meanwhile may be listed or not; half-written ones never are.
    /// </summary>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes an object; that it is absent already is fine.</summary>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);
}
