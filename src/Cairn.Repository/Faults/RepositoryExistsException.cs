namespace Cairn.Repository.Faults;

/// <summary>A repository can't be created where one is already.</summary>
public sealed class RepositoryExistsException()
    : RepositoryException("repository-exists", "There is a repository here already; nothing was changed.");
