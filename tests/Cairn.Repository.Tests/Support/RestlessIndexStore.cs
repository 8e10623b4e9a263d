using System.Runtime.CompilerServices;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Tests.Support;

/// <summary>
/// Puts one of two index segments in the other's place whenever packs are listed after the index was: as if somebody merged all the
/// time. Fails after <see cref="MostChanges"/>.
/// </summary>
internal sealed class RestlessIndexStore(
    MemoryStore inner, KeyValuePair<string, byte[]> first, KeyValuePair<string, byte[]> second) : IObjectStore
{
    public const int MostChanges = 20;

    private bool _wasListed;

    public int Changes { get; private set; }

    public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.PutAsync(name, content, cancellationToken);

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) => inner.GetAsync(name, cancellationToken);

    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        inner.ReadAsync(name, offset, buffer, cancellationToken);

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (prefix == IndexSegment.Prefix)
            _wasListed = true;
        else if (prefix == PackId.Prefix && _wasListed)
            Change();
        await foreach (var found in inner.ListAsync(prefix, cancellationToken))
            yield return found;
    }

    private void Change()
    {
        _wasListed = false;
        Assert.InRange(++Changes, 1, MostChanges);
        var isFirst = inner.Objects.TryRemove(first.Key, out _);
        inner.Objects.TryRemove(second.Key, out _);
        var (name, content) = isFirst ? second : first;
        inner.Objects[name] = content;
    }
}
