using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory.Documents;
using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Inventory;

/// <summary>
/// <c>users[].associations</c>, the whole of what a user may do, or <c>users[].role</c>, the user's one role on the CommCell.
/// </summary>
internal sealed class AssociationSection(InventoryPlan plan)
{
    private static readonly string[] Keys = ["role", "client", "agent", "instance", "backupSet", "subclient"];

    /// <param name="root">The document.</param>
    /// <param name="users">What it says of users, with those who are meant.</param>
    public void Read(DocumentMap root, IEnumerable<(DocumentMap Map, User User)> users)
    {
        foreach (var (map, user) in users)
            Read(map, user);
        if (!plan.Associations.Any(row => row.IsOnCommCell && row.Role!.Rights.HasFlag(Right.Administer)))
            throw root.Error("users", "last-administrator", "At least one user must stay an administrator of the CommCell.");
    }

    private void Read(DocumentMap map, User user)
    {
        if (!map.Has("associations"))
        {
            if (plan.Roles.Reference(map, "role") is { } role)
                Replace(map, user, [new RoleAssociation { Role = role }], row => row.IsOnCommCell);
            return;
        }
        if (map.Has("role"))
            throw map.Error("role", "invalid-value", "Give the role (on the CommCell) or associations, not both.");
        Replace(map, user, [.. map.Maps("associations", Keys).Select(Association)], _ => true);
    }

    /// <summary>Makes those of a user's associations that are <paramref name="meant"/> the <paramref name="wanted"/> ones.</summary>
    private void Replace(DocumentMap map, User user, List<RoleAssociation> wanted, Func<RoleAssociation, bool> meant)
    {
        var left = plan.Associations.Where(row => row.User == user && meant(row)).ToList();
        var seen = new HashSet<object>();
        for (var index = 0; index < wanted.Count; index++)
        {
            if (!seen.Add(What(wanted[index])))
                throw map.Error($"associations[{index}]", "duplicate-name", $"{Path(user, wanted[index])} is there twice.");
            var kept = left.Find(row => What(row) == What(wanted[index]));
            if (kept is null)
            {
                kept = wanted[index];
                kept.User = user;
                plan.Add(kept);
            }
            left.Remove(kept);
            plan.Mention(kept, Path(user, kept));
        }
        foreach (var row in left)
        {
            plan.Remove(row);
            plan.Mention(row, Path(user, row));
        }
    }

    private static (Role?, Client?, BackupSet?, Subclient?) What(RoleAssociation row) => (row.Role, row.Client, row.BackupSet, row.Subclient);

    private RoleAssociation Association(DocumentMap map)
    {
        var association = new RoleAssociation { Role = plan.Roles.Reference(map, "role") ?? throw map.Missing("role") };
        // A key without a value is a slip, and must not give rights on more than was meant.
        if (Keys.FirstOrDefault(key => map.Has(key) && map.OptionalText(key) is null) is { } empty)
            throw map.Error(empty, "invalid-value", $"'{empty}' has no value; leave the key out if the level above is meant.");
        if (plan.Clients.Reference(map, "client") is not { } client)
        {
            if (Keys.Skip(2).FirstOrDefault(map.Has) is { } lower)
                throw map.Error(lower, "missing-key", $"'client' is missing: '{lower}' is below a client.");
            return association;
        }
        if (!map.Has("backupSet") && !map.Has("subclient"))
        {
            if (Keys.Skip(2).FirstOrDefault(map.Has) is { } between)
                throw map.Error(between, "missing-key", "'backupSet' is missing: roles are given on a client, a backup set or a subclient.");
            association.Client = client;
            return association;
        }
        var agent = Level(plan.Agents, map, "agent", client);
        var instance = Level(plan.Instances, map, "instance", agent);
        var set = Level(plan.BackupSets, map, "backupSet", instance);
        if (map.Has("subclient"))
            association.Subclient = plan.Subclients.Reference(map, "subclient", set);
        else
            association.BackupSet = set;
        return association;
    }

    /// <summary>The entity that the key names, or the only one where the key is left out.</summary>
    private static T Level<T>(EntityKind<T> kind, DocumentMap map, string key, object parent)
        where T : class
    {
        if (kind.Reference(map, key, parent) is { } named)
            return named;
        var all = kind.Below(parent).ToList();
        return all.Count == 1
            ? all[0]
            : throw map.Error(null, "missing-key", $"'{key}' is missing, and there is not just one {kind.Word} to choose from but {all.Count}.");
    }

    private static string Path(User user, RoleAssociation row) => $"association {user.Name}: {row.Role!.Name} on {On(row)}";

    private static string On(RoleAssociation row) => row switch
    {
        { Subclient: { } subclient } => $"subclient {EntityLevel.PathOf(subclient)}",
        { BackupSet: { } set } => $"backup set {EntityLevel.PathOf(set)}",
        { Client: { } client } => $"client {client.Name}",
        _ => "the CommCell",
    };
}
