using Cairn.CommServe.Browsing;
using Cairn.CommServe.Refusals;
using Cairn.DataAgents;

namespace Cairn.CommServe.Jobs.Restores;

/// <summary>One attempt at a restore job: finds the snapshot and has the agent write it to this host.</summary>
internal sealed class RestoreRun(LocalAgents agents, SnapshotLookup snapshots)
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
        var paths = options.Paths.Select(path => BackupPath.Parse(path)).ToList();
        var isWhole = paths.Count == 0 || paths.Exists(path => path.Names.Count == 0);
        var request = new RestoreRequest
        {
            Root = found.Snapshot.Root,
            Paths = isWhole ? [] : [.. paths.Select(path => path.ToString())],
            Target = options.Destination,
            // What was chosen lands in the destination by its own name (wire-api.md 5.2, preserveLevel 1); a whole backup
            // keeps its folders.
            Layout = isWhole || options.Destination is null ? RestoreLayout.FullPath : RestoreLayout.ItemOnly,
            Overwrite = options.Overwrite,
        };
        await agent.RestoreAsync(request, found.Repository, progress, cancellationToken);
        return JobResult.Done(progress);
    }

    private async Task<FoundSnapshot> FindAsync(JobAssignment assignment, CancellationToken cancellationToken)
    {
        var options = assignment.Spec.Restore!;
        try
        {
            return await snapshots.FindAsync(assignment.Subclient.Id, options.At, options.FromJobId, cancellationToken)
                ?? throw new JobImpossibleException($"there is no such backup of subclient {assignment.SubclientPath}");
        }
        catch (RefusalException refusal)
        {
            throw new JobImpossibleException(refusal.Message);
        }
    }
}
