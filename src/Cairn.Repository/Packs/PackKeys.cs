using System.Collections.Concurrent;

namespace Cairn.Repository.Packs;

/// <summary>
/// The keys of the packs in use: opening one costs a read and a curve operation (some 60 µs). Safe for use by several threads.
/// </summary>
internal sealed class PackKeys(PackReader packs)
{
    private const int Kept = 4096;

    private readonly ConcurrentDictionary<PackId, PackKey> _keys = [];

    public async ValueTask<PackKey> GetAsync(PackId pack, CancellationToken cancellationToken)
    {
        if (_keys.TryGetValue(pack, out var known))
            return known;
        var key = new PackKey(await packs.ReadKeyAsync(pack, cancellationToken));
        if (_keys.Count >= Kept)
            _keys.Clear();
        return _keys.GetOrAdd(pack, key);
    }
}
