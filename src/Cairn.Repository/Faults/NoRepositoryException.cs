namespace Cairn.Repository.Faults;

/// <summary>The object store holds no repository.</summary>
public sealed class NoRepositoryException()
    : RepositoryException("no-repository", "There is no repository here: its config object is missing.");
