namespace Cairn.Repository.Faults;

/// <summary>A key slot can't be removed: it is the last that may do everything.</summary>
public sealed class LastKeyException(string id) : RepositoryException(
    "last-key", $"Key slot '{id}' is the last that may read: without it nobody could read the repository. Add another first.");
