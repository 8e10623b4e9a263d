using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Wire.Messages.CreateTask;
using OperationType = Cairn.Wire.Messages.CreateTask.OperationType;

namespace Cairn.Server.CreateTask;

/// <summary>One subtask: which operation, with which options, and when.</summary>
internal static class SubtaskMapping
{
    /// <param name="subTask">As it came.</param>
    /// <param name="path">Where it is in the request, for warnings.</param>
    /// <param name="warnings">Takes what is odd.</param>
    /// <exception cref="RefusalException">unsupported-operation, or an option's own refusal.</exception>
    public static SubtaskSpec Spec(SubTask subTask, string path, List<TaskWarning> warnings)
    {
        var header = subTask.Header ?? new SubTaskHeader();
        var options = subTask.Options ?? new SubTaskOptions();
        var common = options.Common ?? new CommonOptions();
        var spec = new SubtaskSpec
        {
            Name = header.SubTaskName,
            Job = JobOptionsMapping.Options(common, path, warnings),
            Pattern = subTask.Pattern is { } pattern ? PatternMapping.Pattern(pattern, path, warnings) : null,
        };
        return Operation(header) switch
        {
            OperationType.Backup => spec with { Backup = BackupMapping.Options(options.Backup ?? new(), common) },
            OperationType.Restore when options.Restore is { } restore => spec with { Restore = RestoreMapping.Options(restore) },
            var other => throw Unsupported(other),
        };
    }

    /// <summary>Clients may give the operation, its family, or both; a backup is what the operation's page is about.</summary>
    private static OperationType Operation(SubTaskHeader header)
    {
        var byFamily = header.SubTaskType switch
        {
            SubTaskType.Restore => OperationType.Restore,
            SubTaskType.Admin => OperationType.Admin,
            _ => OperationType.Backup,
        };
        var operation = header.OperationType ?? byFamily;
        return header.SubTaskType is null || operation == byFamily ? operation : throw Unsupported(operation);
    }

    private static RefusalException Unsupported(OperationType operation) => new(
        RefusalKind.Invalid,
        "unsupported-operation",
        $"A subtask can't be {operation} with these options: it is a backup, or a restore with restoreOptions.")
    {
        Parameter = "operationType",
        Value = operation.ToString(),
        Allowed = "BACKUP (2) with subTaskType BACKUP (2); RESTORE (1001) with subTaskType RESTORE (3) and restoreOptions",
    };
}
