using System.Threading.Channels;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// One backup: a walk that runs ahead, many workers that read small files, a few that read large ones, and a scan that counts what
/// there is to do.
/// </summary>
internal sealed class BackupRun(BackupRequest request, WriteSession session, IProgressSink sink, TimeProvider time)
{
    /// <summary>Batches of names that wait for a worker, and large files that do.</summary>
    private const int MaxWaiting = 128;

    /// <summary>
    /// A small file that isn't in the kernel's cache is all waiting for the disk (some 0.1 ms on a fast one): many at once keep disk
    /// and processors busy, and take little memory.
    /// </summary>
    private static readonly int SmallFileWorkers = Math.Clamp(4 * Environment.ProcessorCount, 8, 32);

    /// <summary>One reads and cuts faster than four processors compress.</summary>
    private static readonly int LargeFileWorkers = Math.Max(1, Environment.ProcessorCount / 4);

    private readonly BackupReport _report = new(sink, time);

    public async Task<BackupOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var changes = DetectChanges();
        var exclusions = Exclusions.Parse(request.Exclusions);
        var excludedFolders = ExcludedFolders.Find(request.ExcludedFolders);
        sink.Phase("Backup");
        var content = ContentPaths.Resolve(request.Content, _report.AddFailed);
        using var abort = new Abort(cancellationToken);
        // The walk and the scan are the two.
        BlockingThreads.Allow(SmallFileWorkers + LargeFileWorkers * (1 + ReadAhead.Depth) + 2);
        var batches = Channel.CreateBounded<EntryBatch>(new BoundedChannelOptions(MaxWaiting) { SingleWriter = true });
        var large = Channel.CreateBounded<EntryJob>(MaxWaiting);
        var entries = new EntryMaker(_report);
        var worker = new EntryWorker(entries, changes, new SharedContents(), _report, abort);
        var walk = new BackupWalk(session, entries, batches.Writer, _report, abort);

        var tree = default(TreeRef);
        var root = OpenRoot();
        List<Task> parts = [abort.RunAsync(async () => tree = await walk.RunAsync(root, request.BaseTree))];
        parts.Add(RunSmallFileWorkersAsync());
        for (var count = 0; count < LargeFileWorkers; count++)
            parts.Add(abort.RunAsync(() => worker.RunLargeAsync(large.Reader, session, Environment.ProcessorCount + 1)));
        if (request.EstimateTotals)
            parts.Add(abort.RunAsync(() =>
            {
                new TotalsScan(sink).Run(OpenRoot(), abort.Token);
                return Task.CompletedTask;
            }));
        await Task.WhenAll(parts);
        abort.ThrowIfReported();
        return new BackupOutcome(tree, _report.Finish());

        async Task RunSmallFileWorkersAsync()
        {
            await Task.WhenAll(Enumerable.Range(0, SmallFileWorkers).Select(
                _ => abort.RunAsync(() => worker.RunSmallAsync(batches.Reader, large.Writer, session))));
            large.Writer.Complete();
        }

        SourceDirectory OpenRoot() => SourceDirectory.OpenRoot(content, exclusions, excludedFolders, request.FollowMountPoints);
    }

    private ChangeDetection? DetectChanges() => (request.BaseTree, request.BaseStarted) switch
    {
        (null, _) => null,
        (_, { } started) => new ChangeDetection(session, started),
        _ => throw new ArgumentException(
            "BaseStarted must be given with BaseTree: without it, no time stamp of the base can be trusted."),
    };
}
