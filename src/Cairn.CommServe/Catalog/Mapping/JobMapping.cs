using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>Jobs with their attempts, events and failures. A job holds on to its subclient and its library.</summary>
internal static class JobMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Job>(job =>
        {
            job.HasOne(row => row.Task).WithMany().OnDelete(DeleteBehavior.Cascade);
            job.HasOne(row => row.Subtask).WithMany().OnDelete(DeleteBehavior.Cascade);
            job.HasOne(row => row.Subclient).WithMany().OnDelete(DeleteBehavior.Restrict);
            job.HasOne<Library>().WithMany().HasForeignKey(row => row.LibraryId).OnDelete(DeleteBehavior.Restrict);
            job.HasOne<Job>().WithMany().HasForeignKey(row => row.RequiresJobId).OnDelete(DeleteBehavior.SetNull);
            job.HasMany(row => row.Attempts).WithOne().HasForeignKey(attempt => attempt.JobId);
            job.HasMany(row => row.Events).WithOne().HasForeignKey(happening => happening.JobId);
            job.HasMany(row => row.ItemFailures).WithOne().HasForeignKey(failure => failure.JobId);

            // The engine looks for jobs to run by state; lists are newest first within a subclient.
            job.HasIndex(row => row.State);
            job.HasIndex(row => new { row.SubclientId, row.EndedAt });
        });
        model.Entity<JobAttempt>().HasIndex(row => new { row.JobId, row.Number }).IsUnique();
    }
}
