namespace Cairn.Repository.Faults;

/// <summary>The store could not do what was asked (no permission, device error, connection lost).</summary>
public sealed class StoreFailedException(string name, string reason, Exception? inner = null)
    : RepositoryException("store-failed", $"The store failed on '{name}': {reason}", inner)
{
    public string Name { get; } = name;
}
