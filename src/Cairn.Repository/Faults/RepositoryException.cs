namespace Cairn.Repository.Faults;

/// <summary>
/// An expected failure of a repository or of its object store. <see cref="Word"/> never changes and may be shown to programs.
/// </summary>
public abstract class RepositoryException(string word, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A stable, lower-case, hyphenated name of the failure.</summary>
    public string Word { get; } = word;
}
