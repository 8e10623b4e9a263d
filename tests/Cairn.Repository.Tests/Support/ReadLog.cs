using System.Collections.Concurrent;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.Support;

/// <summary>Passes everything on to another store, and notes which stretches of objects are read.</summary>
internal sealed class ReadLog(IObjectStore inner) : IObjectStore
{
    public ConcurrentQueue<(string Name, long Offset, int Length)> Reads { get; } = [];

    public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.PutAsync(name, content, cancellationToken);

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) => inner.GetAsync(name, cancellationToken);

    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Reads.Enqueue((name, offset, buffer.Length));
        return inner.ReadAsync(name, offset, buffer, cancellationToken);
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);
}
