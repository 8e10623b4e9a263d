namespace Cairn.Repository.Faults;

/// <summary>No key slot opens with the passphrase that was given.</summary>
public sealed class WrongPassphraseException()
    : RepositoryException("wrong-passphrase", "The passphrase opens none of the repository's keys.");
