using System.Collections.Concurrent;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.Support;

/// <summary>
/// Passes everything on to another store, but for reads of some stretches of objects, which fail as on a disk with bad sectors.
/// Where an object is deleted, the next of that name lies elsewhere and is sound.
/// </summary>
internal sealed class BadSectors(MemoryStore inner) : IObjectStore
{
    public const int Size = 4 << 10;

    private const int DeviceError = 5;

    /// <summary>How many reads of each fail.</summary>
    private readonly ConcurrentDictionary<(string Name, long Sector), int> _bad = [];

    /// <summary>The sector with that byte of the object, for so many reads.</summary>
    public void Add(string name, long at, int times = int.MaxValue) => _bad[(name, at / Size)] = times;

    public ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.PutAsync(name, content, cancellationToken);

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfBad(name, 0, long.MaxValue);
        return inner.GetAsync(name, cancellationToken);
    }

    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ThrowIfBad(name, offset, offset + buffer.Length);
        return inner.ReadAsync(name, offset, buffer, cancellationToken);
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var sector in _bad.Keys.Where(sector => sector.Name == name))
            _bad.TryRemove(sector, out _);
        return inner.DeleteAsync(name, cancellationToken);
    }

    private void ThrowIfBad(string name, long from, long to)
    {
        if (!inner.Objects.ContainsKey(name))
            return;
        foreach (var (sector, times) in _bad)
            if (sector.Name == name && times > 0 && sector.Sector * Size < to && (sector.Sector + 1) * Size > from)
            {
                _bad[sector] = times - 1;
                throw StoreFault.From(name, new IOException("Input/output error", DeviceError), isRead: true);
            }
    }
}
