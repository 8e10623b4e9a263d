using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory.Documents;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Inventory;

/// <summary>
/// What a document wants, beside what the catalog has: the catalog's entities with the document's values set on them. The
/// context's change tracker knows the difference, so that it can be shown, and done by saving.
/// </summary>
internal sealed class InventoryPlan
{
    private readonly CatalogContext _catalog;
    private readonly Dictionary<string, int> _lastIds;
    private readonly List<RoleAssociation> _associations;
    private readonly List<(object Entity, string Path)> _mentioned = [];

    private InventoryPlan(CatalogContext catalog, Dictionary<string, int> lastIds)
    {
        _catalog = catalog;
        _lastIds = lastIds;
        MediaAgents = Kind<MediaAgent>("MediaAgent", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Libraries = Kind<Library>("library", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        DrivePools = Kind<DrivePool>("drive pool", row => row.Library, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Drives = Kind<Drive>("drive", row => row.DrivePool, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        SpareGroups = Kind<SpareGroup>("spare group", row => row.Library, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Policies = Kind<StoragePolicy>("storage policy", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Copies = Kind<StoragePolicyCopy>("copy", row => row.StoragePolicy, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Locations = Kind<Location>("location", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Calendars = Kind<Calendar>("calendar", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Alerts = Kind<Alert>("alert", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Users = Kind<User>("user", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Roles = Kind<Role>("role", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        _associations = [.. catalog.RoleAssociations.Local];
        Clients = Kind<Client>("client", _ => null, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Agents = Kind<Agent>("agent", row => row.Client, row => row.AppName, row => row.Id, (row, id) => row.Id = id);
        Instances = Kind<Instance>("instance", row => row.Agent, row => row.Name, row => row.Number, (row, id) => row.Number = id);
        BackupSets = Kind<BackupSet>("backup set", row => row.Instance, row => row.Name, row => row.Id, (row, id) => row.Id = id);
        Subclients = Kind<Subclient>("subclient", row => row.BackupSet, row => row.Name, row => row.Id, (row, id) => row.Id = id);
    }

    public EntityKind<MediaAgent> MediaAgents { get; }
    public EntityKind<Library> Libraries { get; }
    public EntityKind<DrivePool> DrivePools { get; }
    public EntityKind<Drive> Drives { get; }
    public EntityKind<SpareGroup> SpareGroups { get; }
    public EntityKind<StoragePolicy> Policies { get; }
    public EntityKind<StoragePolicyCopy> Copies { get; }
    public EntityKind<Location> Locations { get; }
    public EntityKind<Calendar> Calendars { get; }
    public EntityKind<Alert> Alerts { get; }
    public EntityKind<User> Users { get; }
    public EntityKind<Role> Roles { get; }
    public EntityKind<Client> Clients { get; }
    public EntityKind<Agent> Agents { get; }
    public EntityKind<Instance> Instances { get; }
    public EntityKind<BackupSet> BackupSets { get; }
    public EntityKind<Subclient> Subclients { get; }

    /// <summary>Who has which role where, with what the document adds and without what it takes away.</summary>
    public IReadOnlyCollection<RoleAssociation> Associations => _associations;

    public CommCell CommCell => _catalog.CommCells.Local.Single();

    /// <summary>Reads the whole inventory; the caller's transaction keeps others from changing it meanwhile.</summary>
    public static async Task<InventoryPlan> BeginAsync(CatalogContext catalog, CancellationToken cancellationToken)
    {
        await catalog.CommCells.LoadAsync(cancellationToken);
        await catalog.MediaAgents.LoadAsync(cancellationToken);
        await catalog.Libraries.LoadAsync(cancellationToken);
        await catalog.DrivePools.LoadAsync(cancellationToken);
        await catalog.Drives.LoadAsync(cancellationToken);
        await catalog.SpareGroups.LoadAsync(cancellationToken);
        await catalog.StoragePolicies.LoadAsync(cancellationToken);
        await catalog.StoragePolicyCopies.LoadAsync(cancellationToken);
        await catalog.Locations.LoadAsync(cancellationToken);
        await catalog.Calendars.LoadAsync(cancellationToken);
        await catalog.Alerts.LoadAsync(cancellationToken);
        await catalog.Users.LoadAsync(cancellationToken);
        await catalog.Roles.LoadAsync(cancellationToken);
        await catalog.RoleAssociations.LoadAsync(cancellationToken);
        await catalog.Clients.LoadAsync(cancellationToken);
        await catalog.Agents.LoadAsync(cancellationToken);
        await catalog.Instances.LoadAsync(cancellationToken);
        await catalog.BackupSets.LoadAsync(cancellationToken);
        await catalog.Subclients.LoadAsync(cancellationToken);
        var lastIds = await catalog.Database.SqlQuery<LastId>($"SELECT name AS \"Table\", seq AS Id FROM sqlite_sequence")
            .ToDictionaryAsync(row => row.Table, row => row.Id, cancellationToken);
        return new InventoryPlan(catalog, lastIds);
    }

    /// <summary>An entity with a name of its own under <paramref name="parent"/>, as the map describes it.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="map">Where it stands in the document.</param>
    /// <param name="parent">What holds it; null at the top.</param>
    /// <param name="parentPath">The parent's path for people.</param>
    /// <param name="create">Makes it with this name, joined to its parent.</param>
    public (T Entity, string Path) Entity<T>(
        EntityKind<T> kind, DocumentMap map, object? parent, string? parentPath, Func<string, T> create)
        where T : class
    {
        var name = map.Name("name");
        return Entity(kind, map, parent, parentPath, name, map.Id("id"), () => create(name));
    }

    public (T Entity, string Path) Entity<T>(
        EntityKind<T> kind, DocumentMap map, object? parent, string? parentPath, string name, int? id, Func<T> create)
        where T : class
    {
        var entity = kind.FindOrAdd(map, parent, name, id, create);
        var path = parentPath is null ? name : $"{parentPath}/{name}";
        Mention(entity, $"{kind.Word} {path}");
        return (entity, path);
    }

    public void Add(RoleAssociation association) => _associations.Add(association);

    public void Remove(RoleAssociation association)
    {
        _associations.Remove(association);
        _catalog.Remove(association);
    }

    public void Mention(object entity, string path) => _mentioned.Add((entity, path));

    /// <summary>Gives new entities their ids and hands them to the context; then says what differs.</summary>
    public IReadOnlyList<ApplyChange> Complete()
    {
        Complete(MediaAgents);
        Complete(Libraries);
        Complete(DrivePools);
        Complete(Drives);
        Complete(SpareGroups);
        Complete(Policies);
        Complete(Copies);
        Complete(Locations);
        Complete(Calendars);
        Complete(Alerts);
        Complete(Users);
        Complete(Roles);
        Complete(Clients);
        Complete(Agents);
        Complete(Instances);
        Complete(BackupSets);
        Complete(Subclients);
        _catalog.AddRange(_associations.Where(row => row.Id == 0));
        _catalog.ChangeTracker.DetectChanges();
        return [.. _mentioned.Select(mention => EntityDifference.Describe(_catalog.Entry(mention.Entity), mention.Path))];
    }

    private EntityKind<T> Kind<T>(
        string word, Func<T, object?> parentOf, Func<T, string> nameOf, Func<T, int> idOf, Action<T, int> setId)
        where T : class =>
        new(word, [.. _catalog.Set<T>().Local], parentOf, nameOf, idOf, setId);

    private void Complete<T>(EntityKind<T> kind)
        where T : class
    {
        var table = _catalog.Model.FindEntityType(typeof(T))!.GetTableName()!;
        kind.AssignIds(_lastIds.GetValueOrDefault(table));
        _catalog.AddRange(kind.Added);
    }

    /// <summary>SQLite's memory of the highest id that a table has ever had.</summary>
    private sealed record LastId(string Table, int Id);
}
