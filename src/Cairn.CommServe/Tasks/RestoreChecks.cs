using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Checks what a restore names beside its subclients: the job to restore from and the host to restore to.</summary>
internal static class RestoreChecks
{
    /// <exception cref="RefusalException">
    /// <c>unknown-job</c>, <c>unknown-client</c>, or <c>destination-out-of-reach</c>: this version writes on the server's own host only.
    /// </exception>
    public static async Task CheckAsync(CatalogContext context, RestoreOptions restore, CancellationToken cancellationToken)
    {
        var refusals = new RefusalList();
        if (restore.FromJobId is { } job && !await IsBackupAsync(context, job, cancellationToken))
            refusals.Add(JobControl.UnknownJob(job));
        await refusals.TryAsync(() => CheckDestinationAsync(context, restore, cancellationToken));
        refusals.ThrowIfAny();
    }

    private static async Task CheckDestinationAsync(CatalogContext context, RestoreOptions restore, CancellationToken cancellationToken)
    {
        if (restore is { DestinationClientId: null, DestinationClientName: null })
            return;

        var client = await context.Clients.AsNoTracking().SingleOrDefaultAsync(
            client => (restore.DestinationClientId == null || client.Id == restore.DestinationClientId)
                && (restore.DestinationClientName == null || client.Name == restore.DestinationClientName), cancellationToken);
        var named = restore.DestinationClientName ?? $"{restore.DestinationClientId}";
        if (client is null)
            throw new RefusalException(RefusalKind.Unknown, "unknown-client", $"There is no client '{named}' to restore to.")
            {
                Parameter = "destClient",
                Value = named,
            };
        if (!ThisHost.Is(client))
            throw new RefusalException(
                RefusalKind.Invalid, "destination-out-of-reach",
                $"Client {client.Name} is on host {client.HostName}, which this server can't write to.")
            {
                Parameter = "destClient",
                Value = named,
                Allowed = "a client on the server's own host",
            };
    }

    private static Task<bool> IsBackupAsync(CatalogContext context, int jobId, CancellationToken cancellationToken) =>
        context.Jobs.AnyAsync(job => job.Id == jobId && job.Operation == OperationType.Backup && job.SnapshotId != null, cancellationToken);
}
