using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.Support;

/// <summary>An object store in memory, whose objects a test may look at and alter.</summary>
public sealed class MemoryStore : IObjectStore
{
    public ConcurrentDictionary<string, byte[]> Objects { get; } = [];

    /// <summary>The names that begin so, in order.</summary>
    public IReadOnlyList<string> Names(string prefix) =>
        [.. Objects.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public MemoryStore Copy()
    {
        var copy = new MemoryStore();
        foreach (var (name, content) in Objects)
            copy.Objects[name] = [.. content];
        return copy;
    }

    public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ObjectName.ThrowIfInvalid(name);
        return ValueTask.FromResult(Objects.TryAdd(name, content.ToArray()));
    }

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Find(name).ToArray());

    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var content = Find(name);
        if (offset + buffer.Length > content.Length)
            throw new RepositoryDamagedException(name, content.Length, "it ends here, too early");
        content.AsMemory((int)offset, buffer.Length).CopyTo(buffer);
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (prefix.Length > 0 && (prefix[^1] != '/' || !ObjectName.IsValid(prefix[..^1])))
            throw new ArgumentException("Not a prefix.", nameof(prefix));
        foreach (var (name, content) in Objects.ToArray())
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                yield return new ObjectInfo(name, content.Length);
        await ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        ObjectName.ThrowIfInvalid(name);
        Objects.TryRemove(name, out _);
        return ValueTask.CompletedTask;
    }

    private byte[] Find(string name)
    {
        ObjectName.ThrowIfInvalid(name);
        return Objects.TryGetValue(name, out var content) ? content : throw new ObjectNotFoundException(name);
    }
}
