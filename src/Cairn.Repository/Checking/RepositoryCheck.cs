using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Checking;

/// <summary>
/// Looks whether all that snapshots name can be had: config, index segments, packs (their tables or, with
/// <see cref="CheckOptions.ReadData"/>, every byte) and their parity, snapshots, directories and the chunks of files. It changes
/// nothing but the place mark of a scrub, and sessions may write meanwhile.
/// </summary>
public sealed class RepositoryCheck(BackupRepository repository)
{
    // How much of packs may be in memory at once, and after how many a scrub marks its place.
    private const int MostMemory = 128 << 20;
    private const int BatchSize = 64;

    // Others may change the index all the time; that they move one thing in the middle of each look is past belief.
    private const int MostLooks = 4;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public async Task<CheckReport> RunAsync(
        CheckOptions options, IProgress<CheckProgress>? progress, CancellationToken cancellationToken) =>
        await RunAsync(new PackChoice(repository, options), progress, cancellationToken);

    internal async Task<CheckReport> RunAsync(
        PackChoice choice, IProgress<CheckProgress>? progress, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var (report, index) = await RunOnceAsync(choice, progress, cancellationToken);
            // A collection may have moved things while they were looked at: what seems lost may be elsewhere now. Or it has removed
            // what only snapshots needed that were forgotten since they were read.
            if (!report.HasLosses
                || look == MostLooks
                || await IsSameAsync(index, cancellationToken) && !await HaveChangedAsync(report, cancellationToken))
                return report;
        }
    }

    private async Task<(CheckReport Report, IndexView Index)> RunOnceAsync(
        PackChoice choice, IProgress<CheckProgress>? progress, CancellationToken cancellationToken)
    {
        var findings = new CheckFindings();
        var objects = new ObjectInspection(repository, findings);
        await objects.InspectConfigAsync(cancellationToken);
        await CollectionInspection.InspectAsync(repository, findings, cancellationToken);
        // Snapshots first: what they name was durable before they were, so it is in what is listed after them.
        var snapshots = await objects.InspectSnapshotsAsync(cancellationToken);
        // A fresh look at all segments, not only at those that weren't loaded before.
        var segments = new ChunkIndex(repository.Store, repository.Keys);
        await segments.RefreshAsync(
            damage => findings.Add(damage.ObjectName, damage.Reason, isHealable: true), cancellationToken);
        var index = segments.View;
        var inspection = new PackInspection(repository, index, findings);
        var report = await InspectPacksAsync(inspection, index, choice, progress, cancellationToken);
        var isAllThere = await InspectTreesAsync(snapshots, index, inspection.Good, findings, progress, cancellationToken);
        inspection.ReportMissing(isAllThere);
        if (!isAllThere)
        {
            inspection.ReportUnnamed();
            await InspectUnnamedAsync(inspection, index, cancellationToken);
        }
        report = report with
        {
            Chunks = inspection.GoodCount,
            Snapshots = snapshots.Count,
            Findings = findings.All,
            Unprotected = findings.Unprotected,
        };
        return (report, index);
    }

    private async Task<CheckReport> InspectPacksAsync(
        PackInspection inspection,
        IndexView index,
        PackChoice choice,
        IProgress<CheckProgress>? progress,
        CancellationToken cancellationToken)
    {
        // Parity is put after its pack and deleted before it: a pack that the index names and that is only in this list is lost.
        var parity = await ListParityAsync(cancellationToken);
        var packs = await PackList.ReadAsync(repository.Store, cancellationToken).ToListAsync(cancellationToken);
        var lost = parity.Except(packs.Select(listed => listed.Pack)).Where(index.Names).Select(pack => new ListedPack(pack, 0)).ToList();
        var wholly = await choice.OfAsync(packs, cancellationToken);
        var tables = packs.Except(wholly).ToList();
        var done = 0;

        foreach (var batch in wholly.Chunk(BatchSize))
        {
            await ForEachAsync(batch, inspection.InspectWhollyAsync);
            await choice.MarkAsync(batch[^1].Pack, cancellationToken);
        }
        await ForEachAsync(tables, (pack, stop) =>
            inspection.InspectTableAsync(pack, !repository.Parity.IsWritten || parity.Contains(pack.Pack), stop));
        await ForEachAsync(lost, inspection.InspectWhollyAsync);
        return new CheckReport
        {
            Packs = packs.Count,
            PacksRead = wholly.Count,
            BytesRead = wholly.Sum(pack => pack.Length),
        };

        Task ForEachAsync(IEnumerable<ListedPack> some, Func<ListedPack, CancellationToken, Task> inspect)
        {
            // More than processors: some wait for the disk.
            var most = Math.Min(Environment.ProcessorCount + 2, repository.Scheduler.MaximumConcurrencyLevel);
            var workers = Math.Clamp(most, 1, Math.Max(1, MostMemory / repository.Config.PackSize));
            BlockingThreads.Allow(workers);
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = workers,
                TaskScheduler = repository.Scheduler,
                CancellationToken = cancellationToken,
            };
            return Parallel.ForEachAsync(some, parallel, async (pack, stop) =>
            {
                await inspect(pack, stop);
                progress?.Report(new CheckProgress("Packs", Interlocked.Increment(ref done), packs.Count + lost.Count));
            });
        }
    }

    private async Task<HashSet<PackId>> ListParityAsync(CancellationToken cancellationToken)
    {
        var packs = new HashSet<PackId>();
        await foreach (var found in repository.Store.ListAsync(ParityObjects.NameOf(PackId.Prefix), cancellationToken))
            if (ParityObjects.ObjectOf(found.Name) is { } name && PackId.TryParseObjectName(name, out var pack))
                packs.Add(pack);
        return packs;
    }

    /// <summary>
    /// Something is missing: packs that are lost, and that the index doesn't name any more, may give it back. Where nothing is, their
    /// parity is only left over.
    /// </summary>
    private async Task InspectUnnamedAsync(PackInspection inspection, IndexView index, CancellationToken cancellationToken)
    {
        var parity = await ListParityAsync(cancellationToken);
        parity.ExceptWith(await PackList.ReadAsync(repository.Store, cancellationToken)
            .Select(listed => listed.Pack).ToHashSetAsync(cancellationToken: cancellationToken));
        foreach (var pack in parity.Where(pack => !index.Names(pack)))
            await inspection.InspectUnnamedAsync(pack, cancellationToken);
    }

    private async Task<bool> InspectTreesAsync(
        List<Snapshot> snapshots,
        IndexView index,
        BitSet good,
        CheckFindings findings,
        IProgress<CheckProgress>? progress,
        CancellationToken cancellationToken)
    {
        progress?.Report(new CheckProgress("Snapshots", 0, snapshots.Count));
        var reach = new ReachInspection(repository, index, good);
        if (await reach.IsCompleteAsync([.. snapshots.Select(snapshot => snapshot.Root)], cancellationToken))
            return true;
        var trees = new TreeInspection(repository, index, good, findings);
        for (var done = 0; done < snapshots.Count; done++)
        {
            progress?.Report(new CheckProgress("Snapshots", done, snapshots.Count));
            await trees.InspectAsync(snapshots[done], cancellationToken);
        }
        return false;
    }

    private bool IsSound(SnapshotId id, byte[] content)
    {
        try
        {
            SnapshotObject.Decode(repository.Keys, id, content);
            return true;
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }

    private async Task<bool> IsSameAsync(IndexView index, CancellationToken cancellationToken)
    {
        var now = new HashSet<string>();
        await foreach (var found in repository.Store.ListAsync(IndexSegment.Prefix, cancellationToken))
            if (IndexSegment.IsName(found.Name))
                now.Add(found.Name);
        return index.Segments.All(segment => now.Contains(segment.Name));
    }

    /// <summary>
    /// Whether one of the snapshots that seem to have lost something isn't there any more, or was lost itself and has been put back.
    /// </summary>
    private async Task<bool> HaveChangedAsync(CheckReport report, CancellationToken cancellationToken)
    {
        foreach (var (id, isOwn) in report.Losses.Where(finding => finding.Snapshot is not null)
            .Select(finding => (finding.Snapshot!.Value, finding.ObjectName == SnapshotObject.NameOf(finding.Snapshot.Value))).Distinct())
        {
            var name = SnapshotObject.NameOf(id);
            if (await repository.Store.FindAsync(name, cancellationToken) is { } content
                ? SessionFence.Is(repository.Keys, id, content) || isOwn && IsSound(id, content)
                : await repository.Store.FindAsync(ParityObjects.NameOf(name), cancellationToken) is null)
                return true;
        }
        return false;
    }
}
