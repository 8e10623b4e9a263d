using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.DataAgents.Tests.Support;

/// <summary>A disk that is full after some puts.</summary>
internal sealed class FillingStore(string root, int puts) : IObjectStore
{
    private readonly LocalDisk _disk = new(root);
    private int _puts;

    public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _puts) > puts ? throw new StoreFullException("test") : _disk.PutAsync(name, content, cancellationToken);

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) => _disk.GetAsync(name, cancellationToken);

    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        _disk.ReadAsync(name, offset, buffer, cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) => _disk.ListAsync(prefix, cancellationToken);

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => _disk.DeleteAsync(name, cancellationToken);
}
