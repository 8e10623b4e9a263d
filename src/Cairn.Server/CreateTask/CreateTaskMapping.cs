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
        var whole = new RequestPart("taskInfo", warnings, new RefusalList());
        foreach (var unread in decoded.Refusals)
            whole.Refusals.Add(RequestRefusals.Of(unread));
        WarnOfTaskId(task, whole);
        var type = Type(task, whole.Below("task"));
        var associations = Associations(info, decoded, whole);
        var subtasks = Subtasks(info, decoded, whole);
        return new CreateTaskCommand
        {
            Caller = caller,
            Type = type,
            Associations = associations,
            Subtasks = subtasks,
            HasRefusedSubtasks = subtasks.Count < (info.SubTasks?.Count ?? 0),
            InitiatedFrom = (int?)task.InitiatedFrom,
            SequenceNumber = task.SequenceNumber,
            Disabled = task.TaskFlags?.Disabled ?? false,
            Alert = Alert(task.Alert),
            Request = body,
            RequestMediaType = mediaType ?? DefaultMediaType,
            Warnings = warnings,
            Refusals = whole.Refusals.Found,
        };
    }

    private static TaskType? Type(TaskHeader task, RequestPart part)
    {
        if (task.PolicyType is { } policy and not PolicyType.DataProtection)
            part.Refusals.Add(Unsupported("unsupported-policy-type", "policyType", WireEnum.Name(policy), "DATA_PROTECTION (0)").At(part.Place));
        return part.Try<TaskType?>(() => Type(task));
    }

    private static TaskType Type(TaskHeader task) => task.TaskType switch
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

    /// <summary>Which entity is meant can't be told when one of its names or ids couldn't be read.</summary>
    private static List<AssociationSpec> Associations(TaskInfo info, WireResult<CreateTaskRequest> decoded, RequestPart whole)
    {
        var specs = new List<AssociationSpec>();
        foreach (var (index, entity) in (info.Associations ?? []).Index())
        {
            var part = whole.Below($"associations[{index}]");
            var spec = decoded.IsIncomplete(entity) ? null : part.Try(() => AssociationMapping.Spec(entity));
            specs.Add((spec ?? new AssociationSpec { IsRefused = true }) with { Place = part.Place });
        }

        return specs;
    }

    private static List<SubtaskSpec> Subtasks(TaskInfo info, WireResult<CreateTaskRequest> decoded, RequestPart whole)
    {
        var specs = new List<SubtaskSpec>();
        foreach (var (index, subTask) in (info.SubTasks ?? []).Index())
        {
            var part = whole.Below($"subTasks[{index}]");
            if (SubtaskMapping.Spec(subTask, decoded.IsIncomplete, part) is { } spec)
                specs.Add(spec with { Place = part.Place });
        }

        return specs;
    }

    private static AlertSpec? Alert(AlertReference? alert) =>
        alert is { AlertId: > 0 } or { AlertName.Length: > 0 } ? new AlertSpec(alert.AlertId.Given(), alert.AlertName) : null;

    /// <summary>createtask-semantics.md section 11: 0 on creation, otherwise not used.</summary>
    private static void WarnOfTaskId(TaskHeader task, RequestPart part)
    {
        if (task.TaskId is > 0)
            part.Warn("task-id-ignored", "task.taskId", "A new task gets an id of its own; the given one is not used.");
    }

    private static RefusalException Unsupported(string word, string parameter, string value, string allowed) =>
        new(RefusalKind.Invalid, word, $"{parameter} can't be \"{value}\"; allowed: {allowed}.")
        {
            Parameter = parameter,
            Value = value,
            Allowed = allowed,
        };
}
