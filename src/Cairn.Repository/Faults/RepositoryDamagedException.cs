namespace Cairn.Repository.Faults;

/// <summary>An object of the repository is missing, cut short, altered or of a format that this version doesn't know.</summary>
public sealed class RepositoryDamagedException(string objectName, long? offset, string reason, Exception? inner = null)
    : RepositoryException("repository-damaged", Describe(objectName, offset, reason), inner)
{
    /// <summary>The object's name in the store, or what is missing ("chunk …").</summary>
    public string ObjectName { get; } = objectName;

    /// <summary>Where in the object, in bytes, if that is known.</summary>
    public long? Offset { get; } = offset;

    /// <summary>What is wrong, in a few words.</summary>
    public string Reason { get; } = reason;

    private static string Describe(string objectName, long? offset, string reason) =>
        offset is { } at ? $"{objectName} is damaged at byte {at}: {reason}." : $"{objectName} is damaged: {reason}.";
}
