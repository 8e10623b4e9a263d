using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>
/// Accepts a request: checks all of it first, then makes the task with its subtasks and jobs in one transaction, which is durable
/// when the call returns. A refused request leaves nothing behind.
/// </summary>
public sealed class CreateTask
{
    private readonly IDbContextFactory<CatalogContext> _catalog;
    private readonly EntityResolution _resolution;
    private readonly InventoryReferences _references;
    private readonly TaskStore _store;
    private readonly JobChanges _changes;
    private readonly TimeProvider _time;

    internal CreateTask(
        IDbContextFactory<CatalogContext> catalog, EntityResolution resolution, InventoryReferences references,
        TaskStore store, JobChanges changes, TimeProvider time) =>
        (_catalog, _resolution, _references, _store, _changes, _time) = (catalog, resolution, references, store, changes, time);

    /// <exception cref="RefusalException">
    /// Any rule that the request breaks: those of <see cref="TaskRules"/>, <see cref="EntityResolution"/>,
    /// <see cref="InventoryReferences"/>, <see cref="ScheduleTimes"/>, <see cref="RestoreChecks"/>, <see cref="RestoreScope"/> and
    /// <see cref="JobPlan"/>.
    /// </exception>
    public async Task<CreatedTask> RunAsync(CreateTaskCommand command, CancellationToken cancellationToken)
    {
        var warnings = new List<TaskWarning>(command.Warnings);
        var refusals = new RefusalList(command.Refusals);
        TaskRules.Check(command, warnings, refusals);
        await using var context = await _catalog.CreateDbContextAsync(cancellationToken);
        var subclients = await SubclientsAsync(command, warnings, refusals, cancellationToken);
        var alertId = command.Alert is { } alert
            ? await refusals.TryAsync(() => _references.ResolveAlertAsync(alert, cancellationToken))
            : null;
        var subtasks = new List<(SubtaskSpec Spec, IReadOnlyList<ResolvedSubclient> Subclients)>();
        foreach (var given in command.Subtasks)
        {
            await CheckPatternAsync(context, command.Type, given, refusals, cancellationToken);
            var spec = given.Backup is { } backup
                ? given with { Backup = await refusals.TryAsync(() => _references.ResolveAsync(backup, cancellationToken), given.Place) ?? backup }
                : given;
            subtasks.Add((spec, await ScopeAsync(context, command, spec, subclients[OperationOf(spec)], refusals, cancellationToken)));
        }

        refusals.ThrowIfAny();
        var plan = JobPlan.Of(subtasks);
        command = command with { Subtasks = [.. subtasks.Select(subtask => subtask.Spec)] };
        var jobs = command.Type is TaskType.Immediate ? plan : [];
        var libraries = await PrimaryLibrariesAsync(context, jobs, cancellationToken);
        var stored = await _store.StoreAsync(() => NewTaskOf(command, subclients.Values.SelectMany(found => found), alertId, warnings, jobs, libraries));
        _changes.Announce();
        return new CreatedTask(stored.Task.Id, [.. stored.Jobs.Select(job => job.Id)]);
    }

    /// <summary>By operation. Associations are looked at also where the operations couldn't be told.</summary>
    private async Task<Dictionary<OperationType, IReadOnlyList<ResolvedSubclient>>> SubclientsAsync(
        CreateTaskCommand command, List<TaskWarning> warnings, RefusalList refusals, CancellationToken cancellationToken)
    {
        var subclients = new Dictionary<OperationType, IReadOnlyList<ResolvedSubclient>>();
        foreach (var operation in command.Subtasks.Select(OperationOf).DefaultIfEmpty(OperationType.Restore).Distinct())
            subclients.Add(
                operation,
                await _resolution.FindAsync(command.Associations, command.Caller, operation.NeededRight(), warnings, refusals, cancellationToken));
        return subclients;
    }

    private async Task CheckPatternAsync(
        CatalogContext context, TaskType? type, SubtaskSpec spec, RefusalList refusals, CancellationToken cancellationToken)
    {
        if (type is not TaskType.Schedule || spec.Pattern is not { } pattern)
            return;
        var place = spec.Place is null ? null : spec.Place + ".pattern";
        if (await refusals.TryAsync(() => _references.CheckPatternAsync(pattern, cancellationToken), place))
            await refusals.TryAsync(() => ScheduleTimes.CheckAsync(context, pattern, _time.GetUtcNow(), cancellationToken), place);
    }

    private static async Task<IReadOnlyList<ResolvedSubclient>> ScopeAsync(
        CatalogContext context, CreateTaskCommand command, SubtaskSpec spec, IReadOnlyList<ResolvedSubclient> subclients, RefusalList refusals,
        CancellationToken cancellationToken)
    {
        if (spec.Restore is { } restore)
        {
            var place = spec.Place is null ? null : spec.Place + ".options.restoreOptions";
            await refusals.TryAsync(() => RestoreChecks.CheckAsync(context, restore, command.Caller, subclients, cancellationToken), place);
            // Which subclient has what is only clear when all of them are known.
            return refusals.IsEmpty
                ? await refusals.TryAsync(() => RestoreScope.NarrowAsync(context, restore, subclients, cancellationToken), place) ?? []
                : subclients;
        }
        // A schedule may be made before its subclient has content; its jobs will tell.
        if (command.Type is TaskType.Immediate)
            foreach (var subclient in subclients)
                refusals.Try(subclient.DemandBackup);
        return subclients;
    }

    private NewTask NewTaskOf(
        CreateTaskCommand command, IEnumerable<ResolvedSubclient> subclients, int? alertId, List<TaskWarning> warnings,
        List<PlannedJob> plan, Dictionary<int, int> libraries)
    {
        var task = TaskOf(command, subclients, alertId, warnings);
        return new NewTask(
            task, plan.ConvertAll(planned => JobOf(planned, task, command, libraries)), plan.ConvertAll(planned => planned.Requires));
    }

    private TaskRecord TaskOf(
        CreateTaskCommand command, IEnumerable<ResolvedSubclient> subclients, int? alertId, List<TaskWarning> warnings)
    {
        var task = new TaskRecord
        {
            Type = command.Type!.Value,
            CreatedAt = _time.GetUtcNow(),
            OwnerId = command.Caller.UserId,
            InitiatedFrom = command.InitiatedFrom,
            SequenceNumber = command.SequenceNumber,
            Disabled = command.Disabled,
            AlertId = alertId,
            Request = command.Request,
            RequestMediaType = command.RequestMediaType,
            Warnings = warnings,
            SubclientIds = [.. subclients.Select(subclient => subclient.SubclientId).Distinct()],
        };
        task.Subtasks.AddRange(command.Subtasks.Select(spec => new Subtask
        {
            Name = spec.Name ?? "",
            Operation = OperationOf(spec),
            Options = SubtaskJson.Write(spec),
            Pattern = command.Type is TaskType.Schedule ? SubtaskJson.Write(spec.Pattern!) : null,
        }));
        return task;
    }

    private Job JobOf(PlannedJob planned, TaskRecord task, CreateTaskCommand command, Dictionary<int, int> libraries)
    {
        var spec = command.Subtasks[planned.Subtask];
        var now = _time.GetUtcNow();
        var job = new Job
        {
            Task = task,
            Subtask = task.Subtasks[planned.Subtask],
            SubclientId = planned.Subclient.SubclientId,
            Operation = OperationOf(spec),
            LevelAsked = planned.Level,
            State = spec.Job.StartSuspended ? JobState.Suspended : JobState.Waiting,
            Priority = spec.Job.Priority ?? DefaultPriority.Of(OperationOf(spec), planned.Level),
            Description = spec.Job.Description,
            CreatedAt = now,
            UpdatedAt = now,
            Deadline = now + spec.Job.TotalRunningTime,
            KillAtDeadline = spec.Job.KillWhenRunningTimeExpires,
            LibraryId = spec.Backup?.DataPath.LibraryId ?? LibraryOf(planned.Subclient, libraries),
            NotActedOn = NotActedOn.In(spec, task.AlertId),
        };
        var kept = KeptParameters.Of(job.NotActedOn, [planned.Subclient.ApplicationId]);
        job.Events.AddRange(FirstEvents(job, kept.NotActedOn, command.Caller.Name));
        return job;
    }

    private static IEnumerable<JobEvent> FirstEvents(Job job, IReadOnlyList<string> notActedOn, string owner)
    {
        yield return new JobEvent
        {
            At = job.CreatedAt,
            Severity = JobEventSeverity.Information,
            Message = $"{job.State.Text()}: asked for by {owner}",
        };
        if (notActedOn.Count > 0)
            yield return new JobEvent
            {
                At = job.CreatedAt,
                Severity = JobEventSeverity.Warning,
                Message = $"Kept, but this version does not act on it: {string.Join(", ", notActedOn)}",
            };
    }

    private static OperationType OperationOf(SubtaskSpec spec) => spec.Restore is null ? OperationType.Backup : OperationType.Restore;

    private static int? LibraryOf(ResolvedSubclient subclient, Dictionary<int, int> libraries) =>
        subclient.StoragePolicyId is { } policy && libraries.TryGetValue(policy, out var library) ? library : null;

    /// <summary>By policy: the library of its primary copy.</summary>
    private static async Task<Dictionary<int, int>> PrimaryLibrariesAsync(
        CatalogContext context, List<PlannedJob> plan, CancellationToken cancellationToken)
    {
        if (plan.Count == 0)
            return [];
        var policies = plan.Select(job => job.Subclient.StoragePolicyId).Distinct().ToList();
        return await context.StoragePolicyCopies
            .Where(copy => policies.Contains(copy.StoragePolicyId) && copy.Precedence == StoragePolicyCopy.PrimaryPrecedence)
            .ToDictionaryAsync(copy => copy.StoragePolicyId, copy => copy.LibraryId, cancellationToken);
    }
}
