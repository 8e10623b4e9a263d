using Cairn.Repository.Packs;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>
/// What a repository holds. Bytes are as stored (packs) and plain (chunks before compression and sealing; about). Chunks that were
/// stored twice count twice.
/// </summary>
public sealed record RepositoryStatistics(long Packs, long BytesStored, long Chunks, long BytesPlain, long Snapshots)
{
    public static async Task<RepositoryStatistics> ReadAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        await repository.Index.RefreshAsync(null, cancellationToken);
        var (packs, stored) = (0L, 0L);
        await foreach (var (_, length) in PackList.ReadAsync(repository.Store, cancellationToken))
            (packs, stored) = (packs + 1, stored + length);
        var index = repository.Index.View;
        var snapshots = await new SnapshotList(repository).ListIdsAsync(cancellationToken).LongCountAsync(cancellationToken);
        return new(packs, stored, index.Count, index.PlainBytes, snapshots);
    }
}
