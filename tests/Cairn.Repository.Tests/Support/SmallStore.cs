using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.Support;

/// <summary>Passes everything on to another store, as long as there is room; what is deleted makes some.</summary>
internal sealed class SmallStore(MemoryStore inner) : IObjectStore
{
    /// <summary>In bytes.</summary>
    public long Room { get; set; }

    public async ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > Room)
            throw new StoreFullException(name);
        var isNew = await inner.PutAsync(name, content, cancellationToken);
        Room -= isNew ? content.Length : 0;
        return isNew;
    }

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) => inner.GetAsync(name, cancellationToken);

    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        inner.ReadAsync(name, offset, buffer, cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        Room += inner.Objects.TryGetValue(name, out var content) ? content.Length : 0;
        return inner.DeleteAsync(name, cancellationToken);
    }
}
