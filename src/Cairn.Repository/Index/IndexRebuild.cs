using Cairn.Repository.Faults;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Index;

/// <summary>
/// Makes the index anew from the packs alone: from their tables, and where one is lost from the records that can still be opened.
/// The old segments go only when the new ones are durable; sessions may write meanwhile.
/// </summary>
public sealed class IndexRebuild(BackupRepository repository)
{
    private readonly PackReader _reader = new(repository.Store, repository.Keys);
    private readonly PackVerifier _verifier = new(repository.Store, repository.Keys);
    private readonly List<string> _damaged = [];

    public async Task<IndexRebuildReport> RunAsync(CancellationToken cancellationToken)
    {
        var old = new List<string>();
        await foreach (var segment in repository.Store.ListAsync(IndexSegment.Prefix, cancellationToken))
            if (IndexSegment.IsName(segment.Name))
                old.Add(segment.Name);

        var (packs, chunks, waiting) = (0L, 0L, 0);
        var batch = new List<PackedRecords>();
        await foreach (var (pack, length) in PackList.ReadAsync(repository.Store, cancellationToken))
        {
            batch.Add(await RecordsOfAsync(pack, length, cancellationToken));
            var records = batch[^1].Records.Count;
            (packs, chunks, waiting) = (packs + 1, chunks + records, waiting + records);
            if (waiting < IndexSegment.MaxEntries)
                continue;
            await AddAsync(batch, cancellationToken);
            waiting = 0;
        }
        await AddAsync(batch, cancellationToken);

        foreach (var name in old)
            await repository.Store.DeleteAsync(name, cancellationToken);
        await repository.Index.RefreshAsync(null, cancellationToken);
        return new IndexRebuildReport(packs, chunks, _damaged);
    }

    private async Task AddAsync(List<PackedRecords> batch, CancellationToken cancellationToken)
    {
        // Not merged: nothing of the old segments should come in.
        await repository.Index.PutAsync(batch, cancellationToken);
        batch.Clear();
    }

    private async Task<PackedRecords> RecordsOfAsync(PackId pack, long length, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadTableAsync(pack, length, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            _damaged.Add(pack.ObjectName);
            return (await _verifier.VerifyAsync(pack, length, cancellationToken)).Records;
        }
        catch (ObjectNotFoundException)
        {
            // A collection removed it since it was listed.
            return new PackedRecords(pack, []);
        }
    }
}
