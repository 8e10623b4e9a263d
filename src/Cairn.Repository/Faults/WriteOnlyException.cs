namespace Cairn.Repository.Faults;

/// <summary>The repository was opened with a writer's key, and what was asked needs the private key.</summary>
public sealed class WriteOnlyException()
    : RepositoryException(
        "write-only",
        "This key may only write backups: to read or change what is there, give a password or key file that may do everything.");
