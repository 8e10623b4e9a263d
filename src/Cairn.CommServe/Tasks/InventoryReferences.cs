using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Checks what a request names beside its subclients: devices, locations, alerts and calendars.</summary>
public sealed class InventoryReferences(IDbContextFactory<CatalogContext> catalogs)
{
    /// <summary>What consoles send for "no location" (createtask-semantics.md, section 7).</summary>
    private const string NoLocation = "Not Available";

    /// <exception cref="RefusalException">
    /// <c>unknown-library</c>, <c>-mediaagent</c>, <c>-drivepool</c>, <c>-drive</c>, <c>-sparegroup</c>, <c>-location</c>;
    /// <c>data-path-contradicts</c> when the devices don't belong together.
    /// </exception>
    public async Task CheckAsync(BackupOptions options, CancellationToken cancellationToken)
    {
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        await CheckDataPathAsync(catalog, options.DataPath, cancellationToken);
        await CheckLocationAsync(catalog, "exportLocation", options.ExportLocation, cancellationToken);
        await CheckLocationAsync(catalog, "inTransitLocation", options.InTransitLocation, cancellationToken);
    }

    /// <summary>Checks a schedule's pattern, and that its calendar exists. Its time zone is not looked at here.</summary>
    /// <exception cref="RefusalException">The words of <see cref="PatternRules"/>.</exception>
    public async Task CheckPatternAsync(SchedulePattern pattern, CancellationToken cancellationToken)
    {
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        var calendars = await catalog.Calendars.ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);
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
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
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

    /// <summary>Finds each device that is named, then compares the libraries, pools and MediaAgents that they imply.</summary>
    private static async Task CheckDataPathAsync(CatalogContext catalog, DataPathSpec path, CancellationToken cancellationToken)
    {
        await FindAsync(
            catalog.MediaAgents.Where(row => row.Id == path.MediaAgentId),
            "mediaagent", "mediaAgentId", path.MediaAgentId, cancellationToken);
        var library = await FindAsync(
            catalog.Libraries.Where(row => row.Id == path.LibraryId),
            "library", "libraryId", path.LibraryId, cancellationToken);
        var pool = await FindAsync(
            catalog.DrivePools.Include(row => row.Library).Where(row => row.Id == path.DrivePoolId),
            "drivepool", "drivePoolId", path.DrivePoolId, cancellationToken);
        var drive = await FindAsync(
            catalog.Drives.Include(row => row.DrivePool!.Library).Where(row => row.Id == path.DriveId),
            "drive", "driveId", path.DriveId, cancellationToken);
        var spares = await FindAsync(
            catalog.SpareGroups.Include(row => row.Library).Where(row => row.Id == path.SpareGroupId),
            "sparegroup", "spareMediaGroupId", path.SpareGroupId, cancellationToken);

        library ??= pool?.Library ?? drive?.DrivePool!.Library ?? spares?.Library;
        Agree(pool?.LibraryId, library?.Id, "drivePoolId", path.DrivePoolId, $"library {library?.Id}");
        Agree(drive?.DrivePool!.LibraryId, library?.Id, "driveId", path.DriveId, $"library {library?.Id}");
        Agree(drive?.DrivePoolId, pool?.Id, "driveId", path.DriveId, $"drive pool {pool?.Id}");
        Agree(spares?.LibraryId, library?.Id, "spareMediaGroupId", path.SpareGroupId, $"library {library?.Id}");
        Agree(library?.MediaAgentId, path.MediaAgentId, "mediaAgentId", path.MediaAgentId, $"library {library?.Id}");
    }

    private static void Agree(int? owner, int? expected, string parameter, int? value, string other)
    {
        if (owner is not null && expected is not null && owner != expected)
            throw new RefusalException(RefusalKind.Invalid, "data-path-contradicts",
                $"{parameter} {value} does not belong to {other}.")
            {
                Parameter = parameter,
                Value = $"{value}",
            };
    }

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
