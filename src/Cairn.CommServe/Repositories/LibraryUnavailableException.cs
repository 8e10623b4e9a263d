using Cairn.Repository.Faults;

namespace Cairn.CommServe.Repositories;

/// <summary>A library's repository, or the key to it, is not where it was: a disk may not be mounted. Somebody has to act.</summary>
public sealed class LibraryUnavailableException(string message, Exception? inner = null)
    : RepositoryException("library-unavailable", message, inner);
