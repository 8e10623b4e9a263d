using System.Collections.Concurrent;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>
/// Looks whether all that snapshots name can be had: index segments, packs (their tables or, with
/// <see cref="CheckOptions.ReadData"/>, every byte), snapshots, directories and the chunks of files. It changes nothing, and
/// sessions may write meanwhile.
/// </summary>
public sealed class RepositoryCheck(BackupRepository repository)
{
    private readonly ConcurrentQueue<CheckFinding> _findings = [];
    private long _bytesRead;

    public async Task<CheckReport> RunAsync(
        CheckOptions options, IProgress<CheckProgress>? progress, CancellationToken cancellationToken)
    {
        // Snapshots first: what they name was durable before they were, so it is in what is listed after them.
        var snapshots = await ReadSnapshotsAsync(cancellationToken);
        // A fresh look at all segments, not only at those that weren't loaded before.
        var index = new ChunkIndex(repository.Store, repository.Keys);
        await index.RefreshAsync(Report, cancellationToken);
        var inspection = new PackInspection(repository, index.View, options.ReadData, _findings.Enqueue);
        var packs = await InspectPacksAsync(inspection, options, progress, cancellationToken);
        inspection.ReportMissing();
        var trees = new TreeInspection(repository, inspection.Good, _findings.Enqueue);
        for (var done = 0; done < snapshots.Count; done++)
        {
            progress?.Report(new CheckProgress("Snapshots", done, snapshots.Count));
            await trees.InspectAsync(snapshots[done], cancellationToken);
        }
        return new CheckReport
        {
            Packs = packs,
            Chunks = inspection.Good.Count,
            Snapshots = snapshots.Count,
            BytesRead = _bytesRead,
            Findings = [.. _findings],
        };
    }

    private async Task<List<Snapshot>> ReadSnapshotsAsync(CancellationToken cancellationToken)
    {
        var list = new SnapshotList(repository);
        var snapshots = new List<Snapshot>();
        await foreach (var id in list.ListIdsAsync(cancellationToken))
        {
            try
            {
                snapshots.Add(await list.ReadAsync(id, cancellationToken));
            }
            catch (RepositoryDamagedException e)
            {
                _findings.Enqueue(new CheckFinding(e.ObjectName, e.Reason, id));
            }
            catch (ObjectNotFoundException)
            {
                // It was deleted since it was listed.
            }
        }
        return snapshots;
    }

    private async Task<int> InspectPacksAsync(
        PackInspection inspection, CheckOptions options, IProgress<CheckProgress>? progress, CancellationToken cancellationToken)
    {
        var packs = await PackList.ReadAsync(repository.Store, cancellationToken).ToListAsync(cancellationToken);
        var done = 0;
        await Parallel.ForEachAsync(packs, cancellationToken, async (pack, stop) =>
        {
            await inspection.InspectAsync(pack.Pack, pack.Length, stop);
            if (options.ReadData)
                Interlocked.Add(ref _bytesRead, pack.Length);
            progress?.Report(new CheckProgress("Packs", Interlocked.Increment(ref done), packs.Count));
        });
        return packs.Count;
    }

    private void Report(RepositoryDamagedException damage) =>
        _findings.Enqueue(new CheckFinding(damage.ObjectName, damage.Reason));
}
