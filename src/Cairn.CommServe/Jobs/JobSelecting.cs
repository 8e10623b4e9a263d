using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs;

/// <summary>Finds the jobs that a selection means, as far as the caller sees them.</summary>
internal sealed class JobSelecting(IDbContextFactory<CatalogContext> catalogs, EntityResolution entities, JobQueries jobs)
{
    /// <summary>In the order given, or oldest first; each once. At most <see cref="JobFilter.MaximumTake"/> of an entity.</summary>
    /// <exception cref="RefusalException">
    /// <c>jobs-missing</c>, and for entities what <see cref="EntityResolution"/> refuses.
    /// </exception>
    public async Task<IReadOnlyList<int>> FindAsync(JobSelection selection, Caller caller, CancellationToken cancellationToken)
    {
        if (selection.JobIds.Count > 0)
            return [.. selection.JobIds.Distinct()];
        if (selection is { Entity: null, All: false })
            throw new RefusalException(RefusalKind.Invalid, "jobs-missing", "The request names no jobs.")
            {
                Parameter = "jobIds",
                Allowed = "ids in jobIds, an entity, or all: true",
            };
        var filter = selection.Entity is { } entity ? await FilterAsync(entity, caller, cancellationToken) : new JobFilter();
        var active = filter with { Category = JobCategory.Active, OldestFirst = true, Take = JobFilter.MaximumTake };
        return [.. (await jobs.ListAsync(active, caller, cancellationToken)).Jobs.Select(job => job.Id)];
    }

    private async Task<JobFilter> FilterAsync(AssociationSpec entity, Caller caller, CancellationToken cancellationToken)
    {
        if (entity.NamesClientAlone)
            return new JobFilter { ClientIds = [await ClientAsync(entity, caller, cancellationToken)] };
        var found = await entities.ResolveAsync([entity], caller, Right.View, [], cancellationToken);
        return entity.NamesSubclient
            ? new JobFilter { SubclientId = found[0].SubclientId }
            : new JobFilter { BackupSetId = found[0].BackupSetId };
    }

    private async Task<int> ClientAsync(AssociationSpec entity, Caller caller, CancellationToken cancellationToken)
    {
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        var named = entity.ClientName ?? $"{entity.ClientId}";
        return await caller.Rights.Visible(catalog.Clients)
            .Where(client => (entity.ClientId == null || client.Id == entity.ClientId) && (entity.ClientName == null || client.Name == entity.ClientName))
            .Select(client => (int?)client.Id)
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw new RefusalException(RefusalKind.Unknown, "unknown-client", $"There is no client '{named}'.")
            {
                Parameter = entity.ClientName is null ? "clientId" : "clientName",
                Value = named,
            };
    }
}
