namespace Cairn.Repository.Faults;

/// <summary>The repository has no key slot of that id.</summary>
public sealed class NoSuchKeyException(string id) : RepositoryException("no-such-key", $"There is no key slot '{id}'.");
