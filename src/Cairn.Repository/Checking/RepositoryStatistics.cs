namespace Cairn.Repository.Checking;

/// <summary>What a repository holds. Bytes are as stored (packs) and plain (chunks before compression and sealing, each counted once).</summary>
public sealed record RepositoryStatistics(long Packs, long BytesStored, long Chunks, long BytesPlain, long Snapshots)
{
    public static Task<RepositoryStatistics> ReadAsync(BackupRepository repository, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
}
