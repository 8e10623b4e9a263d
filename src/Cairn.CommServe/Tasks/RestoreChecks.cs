using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Checks what a restore names beside its subclients: the job to restore from and the host to restore to.</summary>
internal static class RestoreChecks
{
    /// <exception cref="RefusalException">
    /// <c>unknown-job</c>, <c>unknown-client</c>, <c>forbidden</c>, or <c>destination-out-of-reach</c>: this version writes on the
    /// server's own host only.
    /// </exception>
    public static async Task CheckAsync(
        CatalogContext context, RestoreOptions restore, Caller caller, IReadOnlyList<ResolvedSubclient> subclients,
        CancellationToken cancellationToken)
    {
        var refusals = new RefusalList();
        if (restore.FromJobId is { } job && !await IsBackupAsync(context, job, caller.Rights, cancellationToken))
            refusals.Add(JobControl.UnknownJob(job));
        await refusals.TryAsync(() => CheckDestinationAsync(context, restore, caller, subclients, cancellationToken));
        refusals.ThrowIfAny();
    }

    private static async Task CheckDestinationAsync(
        CatalogContext context, RestoreOptions restore, Caller caller, IReadOnlyList<ResolvedSubclient> subclients,
        CancellationToken cancellationToken)
    {
        var named = await NamedClientAsync(context, restore, caller.Rights, cancellationToken);
        foreach (var subclient in subclients)
            DemandDestination(restore, named, subclient, caller);
        if (named is not null && !ThisHost.Is(named))
            throw new RefusalException(
                RefusalKind.Invalid, "destination-out-of-reach",
                $"Client {named.Name} is on host {named.HostName}, which this server can't write to.")
            {
                Parameter = "destClient",
                Value = named.Name,
                Allowed = "a client on the server's own host",
            };
    }

    /// <summary>
    /// Back to where the data came from needs no more than the right on the subclient. A folder of the caller's choice, or another client,
    /// may be anything there: that needs the right on the client that is written to, as a whole.
    /// </summary>
    private static void DemandDestination(RestoreOptions restore, Client? named, ResolvedSubclient subclient, Caller caller)
    {
        var clientId = named?.Id ?? subclient.ClientId;
        if (restore.Destination is null && clientId == subclient.ClientId)
            return;
        var to = string.Join(" of ", new[] { restore.Destination, named?.Name }.OfType<string>());
        caller.Demand(
            Right.Restore, new EntityPath(clientId),
            $"restore {subclient.Path} to {to}: it takes the right to restore on the whole client that is written to");
    }

    /// <returns>Null when the restore names none.</returns>
    private static async Task<Client?> NamedClientAsync(
        CatalogContext context, RestoreOptions restore, UserRights rights, CancellationToken cancellationToken)
    {
        if (restore is { DestinationClientId: null, DestinationClientName: null })
            return null;
        var named = restore.DestinationClientName ?? $"{restore.DestinationClientId}";
        return await rights.Visible(context.Clients).AsNoTracking().SingleOrDefaultAsync(
            client => (restore.DestinationClientId == null || client.Id == restore.DestinationClientId)
                && (restore.DestinationClientName == null || client.Name == restore.DestinationClientName), cancellationToken)
            ?? throw new RefusalException(RefusalKind.Unknown, "unknown-client", $"There is no client '{named}' to restore to.")
            {
                Parameter = "destClient",
                Value = named,
            };
    }

    private static Task<bool> IsBackupAsync(CatalogContext context, int jobId, UserRights rights, CancellationToken cancellationToken) =>
        rights.Visible(context, context.Jobs).AnyAsync(
            job => job.Id == jobId && job.Operation == OperationType.Backup && job.SnapshotId != null, cancellationToken);
}
