using Cairn.CommServe.Tasks;
using Cairn.Server.Jobs;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Messages.Tasks;
using TaskType = Cairn.CommServe.Tasks.TaskType;
using WireEntityType = Cairn.Wire.Messages.Entities.EntityType;
using WireTaskType = Cairn.Wire.Messages.CreateTask.TaskType;

namespace Cairn.Server.Tasks;

/// <summary>
/// A task as clients see it. What was given is read from the request once more, so that its own spelling doesn't matter; what was taken
/// comes from the catalog.
/// </summary>
internal static class TaskMapping
{
    public static TaskResponse Response(TaskView task)
    {
        var given = WireCodec.Decode<CreateTaskRequest>(task.Request, task.RequestMediaType).Message.TaskInfo ?? new TaskInfo();
        var taken = Taken(task, given);
        return new TaskResponse
        {
            TaskId = task.Id,
            CreateTime = UnixTime.Seconds(task.CreatedAt),
            Owner = new UserReference { UserName = task.OwnerName, UserId = task.OwnerId },
            TaskInfo = taken,
            Parameters = TaskParameters.Of(given, taken),
            NotActedOn = NullIfEmpty([.. task.Subtasks.SelectMany(subtask => subtask.Kept.NotActedOn).Distinct()]),
            NotApplicable = NullIfEmpty([.. task.Subtasks.SelectMany(subtask => subtask.Kept.NotApplicable).Distinct()]),
            Warnings = NullIfEmpty([.. task.Warnings.Select(Warning)]),
            TotalJobs = task.Jobs.Total,
            Jobs = NullIfEmpty(JobSummaryMapping.List(task.Jobs.Total, task.Jobs.Jobs).Jobs!),
        };
    }

    private static TaskInfo Taken(TaskView task, TaskInfo given) => new()
    {
        Associations = [.. task.Subclients.Select(JobSummaryMapping.Entity).Select(entity => entity with { Type = WireEntityType.SubclientEntity })],
        Task = Header(task),
        SubTasks = [.. task.Subtasks.Select((subtask, index) => TakenSubtask.Of(subtask, given.SubTasks![index]))],
    };

    private static TaskHeader Header(TaskView task) => new()
    {
        TaskId = task.Id,
        TaskType = task.Type == TaskType.Schedule ? WireTaskType.Schedule : WireTaskType.Immediate,
        PolicyType = PolicyType.DataProtection,
        InitiatedFrom = (InitiatedFrom?)task.InitiatedFrom,
        SequenceNumber = task.SequenceNumber,
        Alert = task.Alert is { } alert ? new AlertReference { AlertId = alert.Id, AlertName = alert.Name } : null,
        TaskFlags = new TaskFlags { Disabled = task.Disabled },
    };

    private static TaskWarningEntry Warning(TaskWarning warning) =>
        new() { Warning = warning.Word, Parameter = warning.Parameter, Message = warning.Message };

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> items) => items.Count == 0 ? null : items;
}
