namespace Cairn.Repository.Faults;

/// <summary>The object store has no object of that name.</summary>
public sealed class ObjectNotFoundException(string name, Exception? inner = null)
    : RepositoryException("object-not-found", $"There is no object '{name}' in the store.", inner)
{
    public string Name { get; } = name;
}
