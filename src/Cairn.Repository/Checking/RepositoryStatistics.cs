using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>
/// What a repository holds. Bytes are as stored (packs; parity beside them) and plain (chunks before compression and sealing;
/// about). Chunks that were stored twice count twice. Sessions are those that write just now, or died and weren't cleared away.
/// </summary>
public sealed record RepositoryStatistics(
    long Packs, long BytesStored, long BytesParity, long Chunks, long BytesPlain, long Snapshots, long Sessions)
{
    public static async Task<RepositoryStatistics> ReadAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        await repository.Index.RefreshAsync(null, cancellationToken);
        var (packs, stored) = (0L, 0L);
        await foreach (var (_, length) in PackList.ReadAsync(repository.Store, cancellationToken))
            (packs, stored) = (packs + 1, stored + length);
        var parity = 0L;
        await foreach (var found in repository.Store.ListAsync(ParityObjects.Prefix, cancellationToken))
            parity += found.Length;
        var index = repository.Index.View;
        var snapshots = await new SnapshotList(repository).ListIdsAsync(cancellationToken).LongCountAsync(cancellationToken);
        var sessions = await new SessionList(repository).ReadAllAsync(cancellationToken).LongCountAsync(cancellationToken);
        return new(packs, stored, parity, index.Count, index.PlainBytes, snapshots, sessions);
    }
}
