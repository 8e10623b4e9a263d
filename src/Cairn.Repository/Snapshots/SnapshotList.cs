namespace Cairn.Repository.Snapshots;

public sealed class SnapshotList(BackupRepository repository)
{
    public IAsyncEnumerable<Snapshot> ReadAllAsync(CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
    public Task<Snapshot> ReadAsync(SnapshotId id, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
    public Task<Snapshot?> FindAsync(string prefixOrLatest, CancellationToken cancellationToken) => throw new NotSupportedException(repository.ToString());
}
