using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs;

internal sealed class JobAssignments(IDbContextFactory<CatalogContext> catalog)
{
    public async Task<JobAssignment> ReadAsync(int jobId, CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        var job = await context.Jobs.AsNoTracking()
            .Include(job => job.Subtask)
            .Include(job => job.Task)
            .Include(job => job.Subclient!.BackupSet!.Instance!.Agent!.Client)
            .SingleAsync(job => job.Id == jobId, cancellationToken);
        return new JobAssignment
        {
            Job = job,
            Spec = SubtaskJson.Read(job.Subtask!),
            CommCell = await context.CommCells.Select(cell => cell.Guid).SingleAsync(cancellationToken),
            Attempt = await context.JobAttempts.CountAsync(attempt => attempt.JobId == jobId, cancellationToken),
            Library = await context.Libraries.AsNoTracking()
                .SingleOrDefaultAsync(library => library.Id == job.LibraryId, cancellationToken),
            DiskLibraries = await context.Libraries.AsNoTracking()
                .Where(library => library.Kind == LibraryKind.Disk).ToListAsync(cancellationToken),
        };
    }
}
