using System.Text.Json;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>Tasks and subtasks: what was asked, kept as long as its jobs.</summary>
internal static class TaskMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<TaskRecord>(task =>
        {
            task.ToTable("Tasks");
            task.HasOne(row => row.Owner).WithMany().OnDelete(DeleteBehavior.Restrict);
            task.HasOne<Alert>().WithMany().HasForeignKey(row => row.AlertId).OnDelete(DeleteBehavior.Restrict);
            task.HasMany(row => row.Subtasks).WithOne(subtask => subtask.Task).OnDelete(DeleteBehavior.Cascade);
            task.Property(row => row.Warnings).HasConversion(
                warnings => JsonSerializer.Serialize(warnings, CatalogJson.Default.ListTaskWarning),
                json => JsonSerializer.Deserialize(json, CatalogJson.Default.ListTaskWarning) ?? new(),
                new ValueComparer<List<TaskWarning>>(
                    (left, right) => left!.SequenceEqual(right!),
                    warnings => warnings.Aggregate(0, (hash, warning) => HashCode.Combine(hash, warning)),
                    warnings => warnings.ToList()));
        });
    }
}
