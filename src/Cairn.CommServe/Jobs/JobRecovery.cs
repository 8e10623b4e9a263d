using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs;

/// <summary>On start nothing runs yet, so a job that the catalog shows as under way was torn off when the server last ended.</summary>
internal sealed class JobRecovery(IDbContextFactory<CatalogContext> catalog, JobJournal journal)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await UnderWayAsync(cancellationToken))
            await journal.MoveAsync(id, JobTrigger.BreakOff, "the server stopped", null, cancellationToken);
    }

    private async Task<List<int>> UnderWayAsync(CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        return await context.Set<Job>()
            .Where(job => job.State == JobState.Running || job.State == JobState.SuspendPending || job.State == JobState.KillPending)
            .Select(job => job.Id)
            .ToListAsync(cancellationToken);
    }
}
