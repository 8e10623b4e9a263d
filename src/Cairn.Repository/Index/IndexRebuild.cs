using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;

namespace Cairn.Repository.Index;

/// <summary>
/// Makes the index anew from the packs: from their tables, and where one is lost from the records that can still be opened. Packs
/// that are gone, but that their parity can bring back, are in it too. The old segments go only when the new ones are durable;
/// sessions may write meanwhile.
/// </summary>
public sealed class IndexRebuild(BackupRepository repository)
{
    private readonly PackReader _reader = new(repository.Store, repository.Keys);
    private readonly List<string> _damaged = [];

    public async Task<IndexRebuildReport> RunAsync(CancellationToken cancellationToken)
    {
        await repository.Index.RefreshAsync(_ => { }, cancellationToken);
        var verifier = new PackVerifier(repository.Store, repository.Keys, repository.Index.View);
        var old = new List<string>();
        await foreach (var segment in repository.Store.ListAsync(IndexSegment.Prefix, cancellationToken))
            if (IndexSegment.IsName(segment.Name))
                old.Add(segment.Name);

        var (packs, chunks, waiting) = (0L, 0L, 0);
        var batch = new List<PackedRecords>();
        await foreach (var (pack, length) in ListAsync(cancellationToken))
        {
            batch.Add(await RecordsOfAsync(verifier, pack, length, cancellationToken));
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

    /// <summary>All packs; with a length of 0 those of which only parity is there.</summary>
    private async IAsyncEnumerable<ListedPack> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Parity is put after its pack and deleted before it: what is only in this list is lost.
        var lost = new HashSet<PackId>();
        await foreach (var found in repository.Store.ListAsync(ParityObjects.NameOf(PackId.Prefix), cancellationToken))
            if (PackId.TryParseObjectName(ParityObjects.ObjectOf(found.Name)!, out var pack))
                lost.Add(pack);
        await foreach (var listed in PackList.ReadAsync(repository.Store, cancellationToken))
        {
            lost.Remove(listed.Pack);
            yield return listed;
        }
        foreach (var pack in lost)
            yield return new ListedPack(pack, 0);
    }

    private async Task AddAsync(List<PackedRecords> batch, CancellationToken cancellationToken)
    {
        // Not merged: nothing of the old segments should come in.
        await repository.Index.PutAsync(batch, cancellationToken);
        batch.Clear();
    }

    private async Task<PackedRecords> RecordsOfAsync(
        PackVerifier verifier, PackId pack, long length, CancellationToken cancellationToken)
    {
        try
        {
            if (length == 0)
                return await FindRecordsAsync(verifier, pack, length, cancellationToken);
            return await _reader.ReadTableAsync(pack, length, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            _damaged.Add(pack.ObjectName);
            return await FindRecordsAsync(verifier, pack, length, cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            // A collection removed it since it was listed, and its parity before it; or it was lost.
            return await FindRecordsAsync(verifier, pack, 0, cancellationToken);
        }
    }

    /// <summary>Looks twice: it may have been read wrongly, and what isn't found is out of the index.</summary>
    private static async Task<PackedRecords> FindRecordsAsync(
        PackVerifier verifier, PackId pack, long length, CancellationToken cancellationToken)
    {
        var first = (await verifier.VerifyAsync(pack, length, cancellationToken)).Records;
        var second = (await verifier.VerifyAsync(pack, length, cancellationToken)).Records;
        return new PackedRecords(pack, [.. first.Records.UnionBy(second.Records, record => record.Offset)]);
    }
}
