using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;

namespace Cairn.CommServe.Tasks;

/// <summary>
/// The search for one association: an id fixes its entity and all parents, each further id or name must agree with that
/// path, and below it names narrow from the top down (createtask-semantics.md, section 1, rules 2 to 4).
/// </summary>
internal sealed class EntitySearch
{
    private const int ChoicesShown = 5;

    private readonly AssociationSpec _spec;
    private readonly FixedPath _path;
    private readonly List<BackupSet> _sets;

    private EntitySearch(AssociationSpec spec, FixedPath path, List<Client> clients)
    {
        _spec = spec;
        _path = path;
        var found = Narrow(EntityLevel.Client, clients, path.Entity.ClientId, client => client.Id, spec.ClientId, spec.ClientName);
        var application = spec.ApplicationId is { } id ? Applications.Canonical(id) : (int?)null;
        var agents = Narrow(
            EntityLevel.Agent, found.SelectMany(client => client.Agents), path.Entity.AgentId, agent => agent.Id,
            application, spec.AppName);
        var instances = Narrow(
            EntityLevel.Instance, agents.SelectMany(agent => agent.Instances), path.Entity.InstanceId, instance => instance.Id,
            spec.InstanceId, spec.InstanceName);
        _sets = Narrow(
            EntityLevel.BackupSet, instances.SelectMany(instance => instance.BackupSets), path.Entity.BackupSetId, set => set.Id,
            spec.BackupSetId, spec.BackupSetName);
    }

    /// <summary>
    /// Reads what the association can mean to the caller. All that lies above the backup sets is checked already. What the caller
    /// doesn't see is left out first: it can't be told from what there is not, by words or by what is read.
    /// </summary>
    /// <exception cref="RefusalException">An entity is unknown, or an id contradicts another id or a name.</exception>
    public static async Task<EntitySearch> BeginAsync(
        CatalogContext catalog, ClientTrees trees, AssociationSpec spec, UserRights rights, CancellationToken cancellationToken)
    {
        var path = await FixedPath.FindAsync(catalog, spec, rights, cancellationToken);
        var clientId = path.Entity.ClientId;
        if (clientId is null && spec.ClientName is { } name)
            clientId = await trees.FindAsync(name, cancellationToken);
        var clients = clientId is { } id
            ? await trees.ReadAsync(id, cancellationToken)
            : await trees.ReadAllAsync(cancellationToken);
        return new EntitySearch(spec, path, clients);
    }

    /// <summary>The one backup set that is meant.</summary>
    public BackupSet BackupSet() => One(EntityLevel.BackupSet, _sets, EntityLevel.PathOf);

    /// <summary>The one subclient that is meant.</summary>
    public Subclient Subclient()
    {
        var subclients = Narrow(
            EntityLevel.Subclient, _sets.SelectMany(set => set.Subclients), _path.Entity.SubclientId, subclient => subclient.Id,
            _spec.SubclientId, _spec.SubclientName);
        return One(EntityLevel.Subclient, subclients, EntityLevel.PathOf);
    }

    /// <param name="level">Which level.</param>
    /// <param name="candidates">All that the levels above leave.</param>
    /// <param name="fixedKey">The row that an id here or below has fixed.</param>
    /// <param name="keyOf">A row's key.</param>
    /// <param name="number">The id that was given for this level.</param>
    /// <param name="name">The name that was given for this level.</param>
    private List<T> Narrow<T>(
        EntityLevel<T> level, IEnumerable<T> candidates, int? fixedKey, Func<T, int> keyOf, int? number, string? name)
    {
        var left = candidates.Where(row => fixedKey is null || keyOf(row) == fixedKey).ToList();
        if (number is { } wanted)
        {
            var withNumber = left.FindAll(row => level.NumberOf(row) == wanted);
            if (withNumber.Count == 0)
                throw fixedKey is null
                    ? Unknown(level, left, level.IdParameter, $"{wanted}")
                    : Contradiction(level.IdParameter, $"{wanted}", level.NumberOf(left[0]).ToString());
            left = withNumber;
        }
        if (name is not null)
        {
            var withName = left.FindAll(row => string.Equals(level.NameOf(row), name, StringComparison.OrdinalIgnoreCase));
            if (withName.Count == 0)
                throw fixedKey is null && number is null
                    ? Unknown(level, left, level.NameParameter, name)
                    : Contradiction(level.NameParameter, name, level.NameOf(left[0]));
            left = withName;
        }
        return left;
    }

    private static T One<T>(EntityLevel<T> level, List<T> choices, Func<T, string> pathOf) => choices switch
    {
        [var only] => only,
        [] => throw Unknown(level, [], level.NameParameter, ""),
        _ => throw new RefusalException(RefusalKind.Invalid, "ambiguous-entity",
            $"The association fits {choices.Count} {level.Word}s: {Some(choices.Select(pathOf))}. Name more levels.")
        {
            Parameter = level.NameParameter,
            Allowed = Some(choices.Select(pathOf)),
        },
    };

    private static RefusalException Unknown<T>(EntityLevel<T> level, List<T> candidates, string parameter, string value)
    {
        var names = candidates.Select(level.NameOf).Distinct(StringComparer.OrdinalIgnoreCase);
        var known = candidates.Count == 0 ? "none" : Some(names);
        var message = value.Length == 0
            ? $"There is no {level.Word} here."
            : $"{parameter} '{value.Shortened()}' is unknown; known {level.Word}s: {known}.";
        return new(RefusalKind.Unknown, $"unknown-{level.Word}", message)
        {
            Parameter = parameter,
            Value = value.Shortened(),
            Allowed = known,
        };
    }

    private RefusalException Contradiction(string parameter, string value, string actual) =>
        new(RefusalKind.Invalid, "id-contradicts-name",
            $"{parameter} '{value.Shortened()}' contradicts {_path.IdGiven ?? "the id beside it"}, which belongs to '{actual}'.")
        {
            Parameter = parameter,
            Value = value.Shortened(),
            Allowed = actual,
        };

    private static string Some(IEnumerable<string> names)
    {
        var first = names.Take(ChoicesShown + 1).ToList();
        return string.Join(", ", first.Take(ChoicesShown)) + (first.Count > ChoicesShown ? ", …" : "");
    }
}
