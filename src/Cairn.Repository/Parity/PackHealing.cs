using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Parity;

/// <summary>
/// Gives the right bytes of damaged packs to who reads from them. The pack that was healed last is kept, since who met damage in
/// it once is likely to read on. Safe for use by several threads.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
internal sealed class PackHealing(IObjectStore store, HealingLog log)
{
    private readonly ParityReader _parity = new(store);
    private readonly SemaphoreSlim _healing = new(1);
    private readonly ConcurrentDictionary<PackId, bool> _hopeless = [];
    private volatile Kept? _last;

    /// <summary>
    /// Reads a range of a pack that is known to be damaged, and reports the pack as healed. Null where parity can't help; what it
    /// gives must be verified like any other bytes.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> TryReadAsync(
        PackId pack, long offset, int length, CancellationToken cancellationToken)
    {
        if (await HealAsync(pack, cancellationToken) is not { } healed || offset < 0 || offset + length > healed.Content.Length)
            return null;
        return healed.Content.AsMemory((int)offset, length);
    }

    private async ValueTask<HealedContent?> HealAsync(PackId pack, CancellationToken cancellationToken)
    {
        if (_last is { } known && known.Pack == pack)
            return known.Healed;
        if (_hopeless.ContainsKey(pack))
            return null;
        await _healing.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && last.Pack == pack)
                return last.Healed;
            // Let go of one before the next is made: a pack may be large.
            _last = null;
            // Nothing of a pack that is gone: a small one can be had from its parity alone.
            var content = await store.FindAsync(pack.ObjectName, cancellationToken) ?? [];
            var healed = await _parity.FindHealedAsync(pack.ObjectName, content, cancellationToken);
            if (healed is null)
            {
                _hopeless[pack] = true;
                return null;
            }
            _last = new Kept(pack, healed);
            log.Add(healed.Object);
            return healed;
        }
        finally
        {
            _healing.Release();
        }
    }

    private sealed record Kept(PackId Pack, HealedContent Healed);
}
