using Cairn.CommServe.Inventory.Documents;

namespace Cairn.CommServe.Inventory;

/// <summary>
/// All entities of one kind, those of the catalog and those that the document adds. Entities are known by their name within
/// their parent; an id that is given beside it must agree, or be free.
/// </summary>
/// <param name="word">For people: <c>client</c>.</param>
/// <param name="existing">All of the catalog.</param>
/// <param name="parentOf">The entity that holds it; null at the top.</param>
/// <param name="nameOf">Its name.</param>
/// <param name="idOf">Its id on the wire; 0 while it has none.</param>
/// <param name="setId">Gives it an id.</param>
internal sealed class EntityKind<T>(
    string word, IReadOnlyCollection<T> existing, Func<T, object?> parentOf, Func<T, string> nameOf, Func<T, int> idOf,
    Action<T, int> setId)
    where T : class
{
    private readonly Dictionary<(object? Parent, string Name), T> _byName =
        existing.ToDictionary(entity => (parentOf(entity), Folded(nameOf(entity))));

    /// <summary>Ids that many have (File System instances) are never asked for here.</summary>
    private readonly Dictionary<int, T> _byId = existing.DistinctBy(idOf).ToDictionary(idOf);

    private readonly HashSet<T> _mentioned = [];
    private readonly List<T> _added = [];

    public string Word => word;
    public IReadOnlyList<T> Added => _added;

    public IEnumerable<T> All => existing.Concat(_added);

    /// <summary>The entity that the map describes, new or old.</summary>
    /// <param name="map">Where it stands in the document.</param>
    /// <param name="parent">What holds it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="id">The id that the map gives it, if any.</param>
    /// <param name="create">Makes it, joined to its parent.</param>
    /// <exception cref="Refusals.RefusalException">Mentioned twice, or the id is another's.</exception>
    public T FindOrAdd(DocumentMap map, object? parent, string name, int? id, Func<T> create)
    {
        if (!_byName.TryGetValue((parent, Folded(name)), out var entity))
            entity = Add(map, parent, name, id, create);
        else if (id is not null && idOf(entity) != id)
            throw map.Error("id", "id-contradicts-name", $"{word} '{name}' has the id {idOf(entity)}, and ids don't change.");
        return _mentioned.Add(entity)
            ? entity
            : throw map.Error(null, "duplicate-name", $"{word} '{name}' is there twice; names are compared without case.");
    }

    public IEnumerable<T> Below(object parent) => All.Where(entity => parentOf(entity) == parent);

    /// <summary>The entity that a key names, at the top or within a parent; null when the key is missing or null.</summary>
    public T? Reference(DocumentMap map, string key, object? parent = null)
    {
        if (map.OptionalText(key) is not { } name)
            return null;
        return _byName.TryGetValue((parent, Folded(name)), out var entity)
            ? entity
            : throw map.Error(key, "unknown-reference",
                $"There is no {word} '{name}'{(parent is null ? "" : " there")}, neither in the document nor on the server.");
    }

    /// <summary>Gives the new ones that have no id the next free ones.</summary>
    /// <param name="lastUsed">The highest id that the catalog has ever given out.</param>
    public void AssignIds(int lastUsed)
    {
        var next = Math.Max(lastUsed, All.Select(idOf).DefaultIfEmpty().Max());
        foreach (var entity in _added.Where(entity => idOf(entity) == 0))
            setId(entity, checked(++next));
    }

    private T Add(DocumentMap map, object? parent, string name, int? id, Func<T> create)
    {
        if (id is { } wanted && _byId.TryGetValue(wanted, out var other))
            throw map.Error("id", "id-taken", $"The id {wanted} belongs to {word} '{nameOf(other)}' already.");
        var entity = create();
        if (id is { } given)
        {
            setId(entity, given);
            _byId.Add(given, entity);
        }
        _byName.Add((parent, Folded(name)), entity);
        _added.Add(entity);
        return entity;
    }

    private static string Folded(string name) => name.ToUpperInvariant();
}
