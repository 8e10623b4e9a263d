using Cairn.Repository.Faults;

namespace Cairn.Repository.Sealing;

/// <summary>
/// The keys of one repository as text to print and keep (docs/repository-format.md, "Key files"). It isn't encrypted: whoever
/// has the file needs no passphrase.
/// </summary>
public sealed class KeyFile
{
    private const int IdSize = 16;

    internal KeyFile(Guid repositoryId, RepositorySecrets secrets) => (RepositoryId, Secrets) = (repositoryId, secrets);

    public Guid RepositoryId { get; }

    /// <summary>Whether it only lets write.</summary>
    public bool WriteOnly => Secrets.IsWriteOnly;

    internal RepositorySecrets Secrets { get; }

    /// <exception cref="WriteOnlyException">
    /// The repository was opened for writing only, and a file that lets read was asked for.
    /// </exception>
    public static KeyFile Of(BackupRepository repository, bool writeOnly)
    {
        if (repository.IsWriteOnly && !writeOnly)
            throw new WriteOnlyException();
        var secrets = repository.Keys.Secrets;
        return new KeyFile(repository.Id, writeOnly ? secrets.ForWriting() : secrets);
    }

    /// <summary>Reads what <see cref="ToText"/> wrote, also as a person typed it.</summary>
    /// <exception cref="KeyFileException">It is no key file, or a line is missing or mistyped, and which.</exception>
    public static KeyFile Parse(string text)
    {
        var bytes = KeyFileText.Parse(text);
        var id = new Guid(bytes.AsSpan(1, IdSize), bigEndian: true);
        byte[] secrets = [bytes[0], .. bytes.AsSpan(1 + IdSize)];
        return RepositorySecrets.TryDecode(secrets) is { } decoded
            ? new KeyFile(id, decoded)
            : throw new KeyFileException("The key file is of a kind that this version doesn't know.");
    }

    /// <summary>Lines of ASCII text, each ended by a line feed.</summary>
    public string ToText()
    {
        var secrets = Secrets.Encode();
        byte[] bytes = [secrets[0], .. RepositoryId.ToByteArray(bigEndian: true), .. secrets.AsSpan(1)];
        return KeyFileText.Write(bytes, About());
    }

    private string[] About() =>
    [
        $"Key of the Cairn repository {RepositoryId}.",
        WriteOnly
            ? "It only lets write backups; it can't read what is there. Still, keep it secret."
            : "Whoever has it can read and change everything there, without a password. Keep it in a safe.",
        "To use it: cairn repo ... --key-file FILE. When you type it in, spaces, dashes and case don't matter;",
        "the last four digits of each line check the line. Lines that begin with # are for people.",
    ];
}
