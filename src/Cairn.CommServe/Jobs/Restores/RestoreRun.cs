using Cairn.CommServe.Browsing;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.DataAgents;
using Cairn.Repository.Trees;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs.Restores;

/// <summary>One attempt at a restore job: finds the snapshot and has the agent write it to this host.</summary>
internal sealed class RestoreRun(
    IDbContextFactory<CatalogContext> catalog, LocalAgents agents, SnapshotLookup snapshots, JobJournal journal)
{
    /// <exception cref="JobImpossibleException">It can't be done as things are.</exception>
    public async Task<JobResult> RunAsync(JobAssignment assignment, JobProgress progress, CancellationToken cancellationToken)
    {
        var agent = agents.For(assignment);
        var options = assignment.Spec.Restore!;
        if (options is { Destination: null, DestinationClientId: null, DestinationClientName: null }
            && !ThisHost.Is(assignment.Client))
            throw new JobImpossibleException(
                $"client {assignment.Client.Name} is on host {assignment.Client.HostName}; "
                + "this version restores in place on the server's own host only");

        var found = await FindAsync(assignment, cancellationToken);
        var paths = await ChosenAsync(assignment, cancellationToken);
        var isWhole = paths.Exists(path => path.Names.Count == 0);
        var request = new RestoreRequest
        {
            Root = found.Snapshot.Root,
            Paths = [.. (isWhole ? await WholeAsync(found, options, cancellationToken) : paths).Select(path => path.ToString())],
            Target = options.Destination,
            // What was chosen lands in the destination by its own name (wire-api.md 5.2, preserveLevel 1); a whole backup
            // keeps its folders.
            Layout = isWhole || options.Destination is null ? RestoreLayout.FullPath : RestoreLayout.ItemOnly,
            Overwrite = options.Overwrite,
        };
        await agent.RestoreAsync(request, found.Repository, progress, cancellationToken);
        return JobResult.Done(progress);
    }

    // "/" where nothing was chosen.
    private async Task<List<BackupPath>> ChosenAsync(JobAssignment assignment, CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        var paths = await RestoreScope.PathsOfAsync(context, assignment.Job, assignment.Spec.Restore!, cancellationToken);
        return [.. paths.DefaultIfEmpty("/").Select(BackupPath.Parse)];
    }

    // In place, a whole backup is what it backed up: folders above that only lead there, and stay as they are.
    private static async Task<List<BackupPath>> WholeAsync(
        FoundSnapshot found, RestoreOptions options, CancellationToken cancellationToken)
    {
        var content = new List<BackupPath>();
        if (options.Destination is not null)
            return content;
        foreach (var path in found.Snapshot.Description.Paths.Select(BackupPath.Parse))
        {
            var kind = await KindAsync(found, path, cancellationToken);
            // What a link leads to was backed up with it and lies elsewhere: nothing but everything is sure to have it.
            if (kind is EntryKind.SymbolicLink)
                return [];
            // A path that was missing at the time of the backup is not missing now.
            if (kind is not null)
                content.Add(path);
        }
        return content;
    }

    // Of what is there, or of the link that stands in the way; null if nothing is.
    private static async Task<EntryKind?> KindAsync(FoundSnapshot found, BackupPath path, CancellationToken cancellationToken)
    {
        var trees = new TreeReader(found.Repository);
        var kind = EntryKind.Directory;
        TreeRef? directory = found.Snapshot.Root;
        foreach (var name in path.Names)
        {
            if (directory is not { } tree || await trees.FindChildAsync(tree, name, cancellationToken) is not { } entry)
                return null;
            (kind, directory) = (entry.Kind, entry.Subtree);
            if (kind is EntryKind.SymbolicLink)
                break;
        }
        return kind;
    }

    // The first attempt decides what "newest" is: a backup that ends meanwhile must not mix two states in one restore.
    private async Task<FoundSnapshot> FindAsync(JobAssignment assignment, CancellationToken cancellationToken)
    {
        var options = assignment.Spec.Restore!;
        try
        {
            var found = assignment.Job.SnapshotId is { } chosen
                ? await snapshots.FindAsync(assignment.Subclient.Id, chosen, cancellationToken)
                : await snapshots.FindAsync(assignment.Subclient.Id, options.At, options.FromJobId, cancellationToken);
            if (found is null)
                throw new JobImpossibleException($"there is no such backup of subclient {assignment.SubclientPath}");
            await journal.NoteAsync(assignment.Job.Id, job => job.SnapshotId = found.Snapshot.Id.ToString(),
                JobEventSeverity.Information, null, cancellationToken);
            return found;
        }
        catch (RefusalException refusal)
        {
            throw new JobImpossibleException(refusal.Message);
        }
    }
}
