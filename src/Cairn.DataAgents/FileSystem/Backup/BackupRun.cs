using System.Threading.Channels;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>One backup: a walk that runs ahead, workers that read, and a scan that counts what there is to do.</summary>
internal sealed class BackupRun(BackupRequest request, WriteSession session, IProgressSink sink, TimeProvider time)
{
    /// <summary>Names that wait for a worker.</summary>
    private const int MaxJobs = 1024;

    // Reading small files is mostly waiting for the disk; twice the processors keeps both busy.
    private static readonly int Workers = 2 * Environment.ProcessorCount;

    private readonly BackupReport _report = new(sink, time);

    public async Task<BackupOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var changes = DetectChanges();
        var exclusions = Exclusions.Parse(request.Exclusions);
        var excludedFolders = ExcludedFolders.Find(request.ExcludedFolders);
        sink.Phase("Backup");
        var content = ContentPaths.Resolve(request.Content, _report.AddFailed);
        using var abort = new Abort(cancellationToken);
        var jobs = Channel.CreateBounded<EntryJob>(new BoundedChannelOptions(MaxJobs) { SingleWriter = true });
        var entries = new EntryMaker(_report);
        var worker = new EntryWorker(entries, changes, new SharedContents(), _report, abort);
        var walk = new BackupWalk(session, entries, jobs.Writer, _report, abort);

        var tree = default(TreeRef);
        var root = OpenRoot();
        List<Task> parts = [abort.RunAsync(async () => tree = await walk.RunAsync(root, request.BaseTree))];
        for (var count = 0; count < Workers; count++)
            parts.Add(abort.RunAsync(() => worker.RunAsync(jobs.Reader, session)));
        if (request.EstimateTotals)
            parts.Add(abort.RunAsync(() =>
            {
                new TotalsScan(sink).Run(OpenRoot(), abort.Token);
                return Task.CompletedTask;
            }));
        await Task.WhenAll(parts);
        abort.ThrowIfReported();
        return new BackupOutcome(tree, _report.Finish());

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
