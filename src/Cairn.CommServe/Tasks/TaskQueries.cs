using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Tells what tasks there are and how they were understood.</summary>
public sealed class TaskQueries(IDbContextFactory<CatalogContext> catalogs, JobQueries jobs)
{
    /// <summary>The task with its subtasks and its first jobs, up to <see cref="JobFilter.MaximumTake"/>.</summary>
    /// <returns>Null where there is no such task, or the caller may not view one of its subclients.</returns>
    public async Task<TaskView?> FindAsync(int id, Caller caller, CancellationToken cancellationToken)
    {
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        var task = await catalog.Tasks.AsNoTracking()
            .Include(task => task.Owner)
            .Include(task => task.Subtasks.OrderBy(subtask => subtask.Id))
            .SingleOrDefaultAsync(task => task.Id == id, cancellationToken);
        if (task is null || !await MayViewAsync(catalog, task, caller, cancellationToken))
            return null;
        var subclients = await SubclientsAsync(catalog, task.SubclientIds, cancellationToken);
        int[] applicationIds = [.. subclients.Select(subclient => subclient.ApplicationId).Distinct()];
        var filter = new JobFilter { TaskId = id, OldestFirst = true, Take = JobFilter.MaximumTake };
        return new TaskView
        {
            Id = task.Id,
            Type = task.Type,
            CreatedAt = task.CreatedAt,
            OwnerId = task.OwnerId,
            OwnerName = task.Owner!.Name,
            InitiatedFrom = task.InitiatedFrom,
            SequenceNumber = task.SequenceNumber,
            Disabled = task.Disabled,
            Alert = await AlertAsync(catalog, task.AlertId, cancellationToken),
            Request = task.Request,
            RequestMediaType = task.RequestMediaType,
            Warnings = TaskWarning.Shown(task.Warnings, task.OwnerId, caller),
            Subclients = subclients,
            Subtasks = task.Subtasks.ConvertAll(subtask => View(subtask, task.AlertId, applicationIds)),
            Jobs = await jobs.ListAsync(filter, caller, cancellationToken),
        };
    }

    /// <summary>All of them: what the request named stands in the answer.</summary>
    private static async Task<bool> MayViewAsync(
        CatalogContext catalog, TaskRecord task, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Rights.May(Right.View, EntityPath.CommCell))
            return true;
        var all = task.SubclientIds.Distinct().ToList();
        return await caller.Rights.Visible(catalog.Subclients).CountAsync(found => all.Contains(found.Id), cancellationToken) == all.Count;
    }

    private static async Task<AlertSpec?> AlertAsync(CatalogContext catalog, int? id, CancellationToken cancellationToken) => id is { } known
        ? new AlertSpec(known, await catalog.Alerts.Where(alert => alert.Id == known).Select(alert => alert.Name).SingleOrDefaultAsync(cancellationToken))
        : null;

    /// <summary>In the order in which the request named them.</summary>
    private static async Task<IReadOnlyList<JobSubclient>> SubclientsAsync(
        CatalogContext catalog, List<int> ids, CancellationToken cancellationToken)
    {
        var found = await catalog.Subclients.AsNoTracking()
            .Include(subclient => subclient.BackupSet!.Instance!.Agent!.Client)
            .Where(subclient => ids.Contains(subclient.Id))
            .ToDictionaryAsync(subclient => subclient.Id, cancellationToken);
        return [.. ids.Where(found.ContainsKey).Select(id => JobSubclient.Of(found[id]))];
    }

    private static SubtaskView View(Subtask subtask, int? alertId, IReadOnlyCollection<int> applicationIds)
    {
        var spec = SubtaskJson.Read(subtask);
        var pattern = SubtaskJson.ReadPattern(subtask);
        return new SubtaskView(
            subtask.Id, subtask.Name, subtask.Operation, spec, pattern,
            pattern is null ? null : TimeZoneRules.Resolve(pattern).Zone?.Name ?? ScheduleZone.CommServe,
            spec.Job.Priority ?? DefaultPriority.Of(subtask.Operation, spec.Backup?.Level),
            KeptParameters.Of(NotActedOn.In(spec, alertId), applicationIds));
    }
}
