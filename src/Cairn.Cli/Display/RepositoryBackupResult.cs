namespace Cairn.Cli.Display;

/// <summary>
/// What <c>repo backup</c> did. Bytes read are from files, new are those the repository lacked, stored is what they take there.
/// </summary>
internal sealed record RepositoryBackupResult(
    string Snapshot, long Files, long Directories, long BytesRead, long BytesNew, long BytesStored, long Errors, double Seconds)
{
    public long FilesUnchanged { get; init; }

    /// <summary>Of all files in the backup, read or unchanged.</summary>
    public long Bytes { get; init; }
}
