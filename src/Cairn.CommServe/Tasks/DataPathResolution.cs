using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Finds the devices that a backup is pinned to, by ids, names or both (createtask-semantics.md, section 5).</summary>
internal sealed class DataPathResolution(CatalogContext catalog, DataPathSpec path)
{
    private static readonly EntityLevel<MediaAgent> MediaAgents =
        new("mediaagent", "mediaAgentName", "mediaAgentId", row => row.Name, row => row.Id);
    private static readonly EntityLevel<Library> Libraries =
        new("library", "libraryName", "libraryId", row => row.Name, row => row.Id);
    private static readonly EntityLevel<DrivePool> DrivePools =
        new("drivepool", "drivePoolName", "drivePoolId", row => row.Name, row => row.Id);
    private static readonly EntityLevel<Drive> Drives =
        new("drive", "driveName", "driveId", row => row.Name, row => row.Id);
    private static readonly EntityLevel<SpareGroup> SpareGroups =
        new("sparegroup", "spareMediaGroupName", "spareMediaGroupId", row => row.Name, row => row.Id);

    /// <summary>Finds each device, then compares the libraries, pools and MediaAgents that they imply.</summary>
    /// <returns>The same devices by id alone.</returns>
    /// <exception cref="RefusalException">
    /// <c>unknown-library</c>, <c>-mediaagent</c>, <c>-drivepool</c>, <c>-drive</c>, <c>-sparegroup</c>; <c>ambiguous-entity</c> when
    /// several libraries have devices of that name; <c>data-path-contradicts</c> when id and name, or the devices, disagree.
    /// </exception>
    public async Task<DataPathSpec> ResolveAsync(CancellationToken cancellationToken)
    {
        var refusals = new RefusalList();
        var agent = await refusals.TryAsync(() => FindAsync(
            MediaAgents, catalog.MediaAgents, path.MediaAgentId, path.MediaAgentName, _ => true, cancellationToken));
        var library = await refusals.TryAsync(() => FindAsync(
            Libraries, catalog.Libraries, path.LibraryId, path.LibraryName, _ => true, cancellationToken));
        var pool = await refusals.TryAsync(() => FindAsync(
            DrivePools, catalog.DrivePools.Include(row => row.Library), path.DrivePoolId, path.DrivePoolName,
            row => library is null || row.LibraryId == library.Id, cancellationToken));
        var drive = await refusals.TryAsync(() => FindAsync(
            Drives, catalog.Drives.Include(row => row.DrivePool!.Library), path.DriveId, path.DriveName,
            row => (library is null || row.DrivePool!.LibraryId == library.Id) && (pool is null || row.DrivePoolId == pool.Id),
            cancellationToken));
        var spares = await refusals.TryAsync(() => FindAsync(
            SpareGroups, catalog.SpareGroups.Include(row => row.Library), path.SpareGroupId, path.SpareGroupName,
            row => library is null || row.LibraryId == library.Id, cancellationToken));
        refusals.ThrowIfAny();

        var common = library ?? pool?.Library ?? drive?.DrivePool!.Library ?? spares?.Library;
        Agree(DrivePools, pool, pool?.LibraryId, common?.Id, "library");
        Agree(Drives, drive, drive?.DrivePool!.LibraryId, common?.Id, "library");
        Agree(Drives, drive, drive?.DrivePoolId, pool?.Id, "drive pool");
        Agree(SpareGroups, spares, spares?.LibraryId, common?.Id, "library");
        Agree(Libraries, common, common?.MediaAgentId, agent?.Id, "MediaAgent");
        return new DataPathSpec
        {
            MediaAgentId = agent?.Id,
            LibraryId = library?.Id,
            DrivePoolId = pool?.Id,
            DriveId = drive?.Id,
            SpareGroupId = spares?.Id,
        };
    }

    /// <param name="level">Which kind of device.</param>
    /// <param name="rows">All of them.</param>
    /// <param name="id">As given, or null.</param>
    /// <param name="name">As given, or null.</param>
    /// <param name="fits">Whether one lies within the devices above it; decides between several of one name.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    private static async Task<T?> FindAsync<T>(
        EntityLevel<T> level, IQueryable<T> rows, int? id, string? name, Func<T, bool> fits, CancellationToken cancellationToken)
        where T : class
    {
        if (id is null && string.IsNullOrEmpty(name))
            return null;
        var found = await rows.AsNoTracking()
            .Where(row => EF.Property<int>(row, "Id") == id || EF.Property<string>(row, "Name") == name)
            .ToListAsync(cancellationToken);
        var byId = found.Find(row => level.NumberOf(row) == id);
        if (id is not null && byId is null)
            throw Unknown(level.Word, level.IdParameter, $"{id}");
        if (string.IsNullOrEmpty(name))
            return byId;

        var byName = found.FindAll(row => string.Equals(level.NameOf(row), name, StringComparison.OrdinalIgnoreCase));
        if (byName.Count == 0)
            throw Unknown(level.Word, level.NameParameter, name);
        if (byId is not null)
            return byName.Contains(byId) ? byId : throw Contradiction(
                level.NameParameter, name, $"{level.NameParameter} '{name.Shortened()}' contradicts {level.IdParameter} {id}, which is '{level.NameOf(byId)}'.");
        var fitting = byName.FindAll(row => fits(row));
        return (fitting.Count == 0 ? byName : fitting) is [var only] ? only : throw new RefusalException(
            RefusalKind.Invalid, "ambiguous-entity", $"There are several devices with {level.NameParameter} '{name.Shortened()}'; give {level.IdParameter}.")
        {
            Parameter = level.NameParameter,
            Value = name.Shortened(),
        };
    }

    private static void Agree<T>(EntityLevel<T> level, T? device, int? owner, int? expected, string other)
        where T : class
    {
        if (device is not null && owner is not null && expected is not null && owner != expected)
            throw Contradiction(
                level.IdParameter, $"{level.NumberOf(device)}",
                $"{level.IdParameter} {level.NumberOf(device)} ('{level.NameOf(device)}') does not belong to {other} {expected}.");
    }

    private static RefusalException Unknown(string word, string parameter, string value) =>
        new(RefusalKind.Unknown, $"unknown-{word}", $"{parameter} '{value.Shortened()}' is unknown.")
        {
            Parameter = parameter,
            Value = value.Shortened(),
        };

    private static RefusalException Contradiction(string parameter, string value, string message) =>
        new(RefusalKind.Invalid, "data-path-contradicts", message) { Parameter = parameter, Value = value.Shortened() };
}
