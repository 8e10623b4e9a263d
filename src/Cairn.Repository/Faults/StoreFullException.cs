namespace Cairn.Repository.Faults;

/// <summary>The store has no room (or the quota is used up) for an object. What was written before is intact.</summary>
public sealed class StoreFullException(string name, Exception? inner = null)
    : RepositoryException("store-full", $"The store is full: it has no room for '{name}'. What it held before is intact.", inner)
{
    public string Name { get; } = name;
}
