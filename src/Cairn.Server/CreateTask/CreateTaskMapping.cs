using Cairn.CommServe.Accounts;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Server.Bodies;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using TaskType = Cairn.CommServe.Tasks.TaskType;
using WireTaskType = Cairn.Wire.Messages.CreateTask.TaskType;

namespace Cairn.Server.CreateTask;

/// <summary>From the message to the domain's command. What an entity or option means is the domain's matter.</summary>
internal static class CreateTaskMapping
{
    private const string TaskTypes = "IMMEDIATE (1), SCHEDULE (2)";
    private const string DefaultMediaType = "application/octet-stream";

    public static CreateTaskCommand Command(WireResult<CreateTaskRequest> decoded, Caller caller, byte[] body, string? mediaType)
    {
        var info = decoded.Message.TaskInfo ?? new TaskInfo();
        var task = info.Task ?? new TaskHeader();
        List<TaskWarning> warnings =
            [.. decoded.Warnings.Select(warning => new TaskWarning(warning.Word, warning.Path, warning.Message))];
        WarnOfTaskId(task, warnings);
        return new CreateTaskCommand
        {
            Caller = caller,
            Type = Type(task),
            Associations = [.. (info.Associations ?? []).Select(AssociationMapping.Spec)],
            Subtasks = Subtasks(info, warnings),
            InitiatedFrom = (int?)task.InitiatedFrom,
            SequenceNumber = task.SequenceNumber,
            Disabled = task.TaskFlags?.Disabled ?? false,
            Alert = Alert(task.Alert),
            Request = body,
            RequestMediaType = mediaType ?? DefaultMediaType,
            Warnings = warnings,
        };
    }

    private static TaskType Type(TaskHeader task)
    {
        if (task.PolicyType is { } policy and not PolicyType.DataProtection)
            throw Unsupported("unsupported-policy-type", "policyType", WireEnum.Name(policy), "DATA_PROTECTION (0)");
        return task.TaskType switch
        {
            WireTaskType.Immediate => TaskType.Immediate,
            WireTaskType.Schedule => TaskType.Schedule,
            null => throw new RefusalException(RefusalKind.Invalid, "task-type-missing", $"taskType is missing; allowed: {TaskTypes}.")
            {
                Parameter = "taskType",
                Allowed = TaskTypes,
            },
            { } other => throw Unsupported("unsupported-task-type", "taskType", WireEnum.Name(other), TaskTypes),
        };
    }

    private static List<SubtaskSpec> Subtasks(TaskInfo info, List<TaskWarning> warnings) =>
        [.. (info.SubTasks ?? []).Select((subTask, index) => SubtaskMapping.Spec(subTask, $"taskInfo.subTasks[{index}]", warnings))];

    private static AlertSpec? Alert(AlertReference? alert) =>
        alert is { AlertId: > 0 } or { AlertName.Length: > 0 } ? new AlertSpec(alert.AlertId.Given(), alert.AlertName) : null;

    /// <summary>createtask-semantics.md section 11: 0 on creation, otherwise not used.</summary>
    private static void WarnOfTaskId(TaskHeader task, List<TaskWarning> warnings)
    {
        if (task.TaskId is > 0)
        {
            warnings.Add(new TaskWarning(
                "task-id-ignored", "taskInfo.task.taskId", "A new task gets an id of its own; the given one is not used."));
        }
    }

    private static RefusalException Unsupported(string word, string parameter, string value, string allowed) =>
        new(RefusalKind.Invalid, word, $"{parameter} can't be \"{value}\"; allowed: {allowed}.")
        {
            Parameter = parameter,
            Value = value,
            Allowed = allowed,
        };
}
