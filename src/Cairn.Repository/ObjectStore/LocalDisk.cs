namespace Cairn.Repository.ObjectStore;

public sealed class LocalDisk(string root, TimeProvider? time = null) : IObjectStore
{
    public string Root { get; } = Path.GetFullPath(root);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => throw new NotSupportedException(_time.ToString());
    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();
    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();
}
