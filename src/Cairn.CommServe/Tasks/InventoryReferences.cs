using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Checks what a request names beside its subclients: devices, locations, alerts and calendars.</summary>
public sealed class InventoryReferences
{
    /// <summary>What consoles send for "no location" (createtask-semantics.md, section 7).</summary>
    private const string NoLocation = "Not Available";

    private readonly IDbContextFactory<CatalogContext> _catalogs;
    private readonly InventoryCache _cache;

    internal InventoryReferences(IDbContextFactory<CatalogContext> catalogs, InventoryCache cache) => (_catalogs, _cache) = (catalogs, cache);

    /// <returns>The options with devices by id alone.</returns>
    /// <exception cref="RefusalException"><c>unknown-location</c>, and the words of <see cref="DataPathResolution"/>.</exception>
    public async Task<BackupOptions> ResolveAsync(BackupOptions options, CancellationToken cancellationToken)
    {
        await using var catalog = await _catalogs.CreateDbContextAsync(cancellationToken);
        var refusals = new RefusalList();
        var path = await refusals.TryAsync(() => new DataPathResolution(catalog, options.DataPath).ResolveAsync(cancellationToken));
        await refusals.TryAsync(() => CheckLocationAsync(catalog, "exportLocation", options.ExportLocation, cancellationToken));
        await refusals.TryAsync(() => CheckLocationAsync(catalog, "inTransitLocation", options.InTransitLocation, cancellationToken));
        refusals.ThrowIfAny();
        return options with { DataPath = path! };
    }

    /// <summary>Checks a schedule's pattern, and that its calendar exists. Its time zone is not looked at here.</summary>
    /// <exception cref="RefusalException">The words of <see cref="PatternRules"/>.</exception>
    public async Task CheckPatternAsync(SchedulePattern pattern, CancellationToken cancellationToken)
    {
        var calendars = await _cache.GetAsync(
            "calendars", (catalog, cancel) => CalendarsAsync(catalog, cancel), cancellationToken) ?? [];
        if ((PatternRules.Validate(pattern) ?? PatternRules.ValidateCalendar(pattern, calendars)) is { } error)
            throw new RefusalException(
                error.Word == "unknown-calendar" ? RefusalKind.Unknown : RefusalKind.Invalid, error.Word, error.Message)
            {
                Parameter = error.Parameter,
            };
    }

    /// <returns>The alert's id; null when none was named.</returns>
    /// <exception cref="RefusalException"><c>unknown-alert</c>; <c>alert-contradicts</c> when id and name differ.</exception>
    public async Task<int?> ResolveAlertAsync(AlertSpec alert, CancellationToken cancellationToken)
    {
        await using var catalog = await _catalogs.CreateDbContextAsync(cancellationToken);
        var name = string.IsNullOrEmpty(alert.Name) ? null : alert.Name;
        var byId = await FindAsync(
            catalog.Alerts.Where(row => row.Id == alert.Id), "alert", "alertId", alert.Id, cancellationToken);
        var byName = await FindAsync(
            catalog.Alerts.Where(row => row.Name == name), "alert", "alertName", name, cancellationToken);
        if (byId is not null && byName is not null && byId.Id != byName.Id)
            throw new RefusalException(RefusalKind.Invalid, "alert-contradicts",
                $"alertName '{byName.Name}' contradicts alertId {byId.Id}, which is '{byId.Name}'.")
            {
                Parameter = "alertName",
                Value = alert.Name,
                Allowed = byId.Name,
            };
        return (byId ?? byName)?.Id;
    }

    private static async Task<Dictionary<int, string>?> CalendarsAsync(CatalogContext catalog, CancellationToken cancellationToken) =>
        await catalog.Calendars.ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);

    private static async Task CheckLocationAsync(
        CatalogContext catalog, string parameter, string? name, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(name) && !string.Equals(name, NoLocation, StringComparison.OrdinalIgnoreCase))
            await FindAsync(catalog.Locations.Where(row => row.Name == name), "location", parameter, name, cancellationToken);
    }

    /// <param name="rows">The one row that the value means.</param>
    /// <param name="kind">The end of the error's word.</param>
    /// <param name="parameter">The wire name.</param>
    /// <param name="value">An id or name; null finds nothing and is no error.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    private static async Task<T?> FindAsync<T>(
        IQueryable<T> rows, string kind, string parameter, object? value, CancellationToken cancellationToken)
        where T : class =>
        value is null ? null : await rows.AsNoTracking().SingleOrDefaultAsync(cancellationToken)
        ?? throw new RefusalException(RefusalKind.Unknown, $"unknown-{kind}", $"{parameter} '{$"{value}".Shortened()}' is unknown.")
        {
            Parameter = parameter,
            Value = $"{value}".Shortened(),
        };
}
