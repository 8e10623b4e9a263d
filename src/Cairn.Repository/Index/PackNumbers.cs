using Cairn.Repository.Packs;

namespace Cairn.Repository.Index;

/// <summary>Gives each pack a small number, so that the table needs four bytes for it. Safe for use by several threads.</summary>
internal sealed class PackNumbers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PackId, int> _numbers = [];
    private readonly List<PackId> _packs = [];

    public int NumberOf(PackId pack)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(pack, out var number))
                return number;
            _numbers[pack] = _packs.Count;
            _packs.Add(pack);
            return _packs.Count - 1;
        }
    }

    public PackId this[int number]
    {
        get
        {
            lock (_lock)
                return _packs[number];
        }
    }
}
