namespace Cairn.Repository.Faults;

/// <summary>A key file is mistyped or incomplete, or it is another repository's.</summary>
public sealed class KeyFileException(string reason) : RepositoryException("key-file", reason);
