using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Catalog;

/// <summary>
/// Keeps what was read of the inventory until it changes (<see cref="InventoryVersion"/>): it is asked for with every request and changes
/// a few times a day. What it gives is shared and must not be changed.
/// </summary>
internal sealed class InventoryCache(IDbContextFactory<CatalogContext> catalogs, InventoryVersion version)
{
    /// <summary>More are kept by nobody's need; then it begins anew.</summary>
    private const int Most = 20_000;

    private volatile Generation _kept = new(-1);

    /// <summary>What is kept under a name, else what <paramref name="read"/> gives; nothing is kept of null.</summary>
    /// <param name="name">Tells what is read, with all that it depends on.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="isGood">Whether what is kept still counts; null: it does until something changes.</param>
    public async Task<T?> GetAsync<T>(
        string name, Func<CatalogContext, CancellationToken, Task<T?>> read, CancellationToken cancellationToken, Func<T, bool>? isGood = null)
        where T : class
    {
        // Taken before the reading: what changes meanwhile makes the next generation, and this one is forgotten.
        var generation = Now();
        if (generation.Values.TryGetValue(name, out var kept) && kept is T value && isGood?.Invoke(value) != false)
            return value;
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        var found = await read(catalog, cancellationToken);
        if (found is not null)
            generation.Values[name] = found;
        return found;
    }

    private Generation Now()
    {
        var current = version.Current;
        var kept = _kept;
        if (kept.Version == current && kept.Values.Count < Most)
            return kept;
        return _kept = new Generation(current);
    }

    private sealed record Generation(long Version)
    {
        public ConcurrentDictionary<string, object> Values { get; } = new(StringComparer.Ordinal);
    }
}
