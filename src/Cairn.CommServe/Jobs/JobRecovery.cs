using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs;

/// <summary>
/// A job that the catalog shows as under way, but whose run nobody here knows, was torn off: by a crash of the server, as a rule.
/// It runs again, unless that happened so often in a row that the job itself may be what brings the server down.
/// </summary>
internal sealed class JobRecovery(IDbContextFactory<CatalogContext> catalog, JobJournal journal)
{
    public const int CrashesInARow = 5;

    /// <summary>Not what an orderly stop says: only attempts that were torn off count.</summary>
    public const string Reason = "the server broke off";

    public async Task TakeUpAsync(int jobId, CancellationToken cancellationToken)
    {
        if (await HasCrashedBeforeAsync(jobId, cancellationToken))
            await journal.MoveAsync(
                jobId, JobTrigger.Fail, $"{Reason} during {CrashesInARow} attempts in a row", null, cancellationToken);
        else
            await journal.MoveAsync(jobId, JobTrigger.BreakOff, Reason, null, cancellationToken);
    }

    private async Task<bool> HasCrashedBeforeAsync(int jobId, CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        var outcomes = await context.Set<JobAttempt>()
            .Where(attempt => attempt.JobId == jobId && attempt.EndedAt != null)
            .OrderByDescending(attempt => attempt.Number)
            .Select(attempt => attempt.Outcome)
            .Take(CrashesInARow - 1)
            .ToListAsync(cancellationToken);
        return outcomes.Count(outcome => outcome?.EndsWith(Reason, StringComparison.Ordinal) is true) == CrashesInARow - 1;
    }
}
