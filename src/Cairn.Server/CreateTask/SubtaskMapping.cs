using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using OperationType = Cairn.Wire.Messages.CreateTask.OperationType;

namespace Cairn.Server.CreateTask;

/// <summary>One subtask: which operation, with which options, and when.</summary>
internal static class SubtaskMapping
{
    /// <summary>Longer than any schedule's name in practice, short enough for lists.</summary>
    private const int LongestName = 255;

    private const string AllowedOperations =
        "BACKUP (2) with subTaskType BACKUP (2); RESTORE (1001) with subTaskType RESTORE (3) and restoreOptions";

    /// <param name="subTask">As it came.</param>
    /// <param name="path">Where it is in the request, for warnings.</param>
    /// <param name="warnings">Takes what is odd.</param>
    /// <exception cref="RefusalException">operation-missing, unsupported-operation, too-long, or an option's own refusal.</exception>
    public static SubtaskSpec Spec(SubTask subTask, string path, List<TaskWarning> warnings)
    {
        var header = subTask.Header ?? new SubTaskHeader();
        var options = subTask.Options ?? new SubTaskOptions();
        var common = options.Common ?? new CommonOptions();
        var spec = new SubtaskSpec
        {
            Name = Name(header.SubTaskName),
            Job = JobOptionsMapping.Options(common, path, warnings),
            Pattern = subTask.Pattern is { } pattern ? PatternMapping.Pattern(pattern, path, warnings) : null,
        };
        WarnOfUnused(subTask, path, warnings);
        var operation = Operation(header);
        if (operation != OperationType.Restore && options.Restore is not null)
            warnings.Add(Unused(path + ".options.restoreOptions"));
        if (operation == OperationType.Restore && options.Backup is not null)
            warnings.Add(Unused(path + ".options.backupOpts"));
        return operation switch
        {
            OperationType.Backup => spec with { Backup = BackupMapping.Options(options.Backup ?? new(), common) },
            OperationType.Restore when options.Restore is { } restore => spec with { Restore = RestoreMapping.Options(restore) },
            var other => throw Unsupported(other),
        };
    }

    private static void WarnOfUnused(SubTask subTask, string path, List<TaskWarning> warnings)
    {
        if (subTask.SubTaskOperation is not null)
            warnings.Add(Unused(path + ".subTaskOperation"));
        if (subTask.Header?.SubTaskId is > 0)
            warnings.Add(Unused(path + ".subTask.subTaskId"));
    }

    private static TaskWarning Unused(string path) =>
        new(WireWarning.UnusedMember, path, $"{path} is not used for this operation.");

    private static string? Name(string? name) => name is { Length: > LongestName }
        ? throw new RefusalException(RefusalKind.Invalid, "too-long", "subTaskName is too long.")
        {
            Parameter = "subTaskName",
            Value = name.Shortened(),
            Allowed = $"up to {LongestName} characters",
        }
        : name;

    /// <summary>Clients may give the operation, its family, or both. What to do is never guessed from neither.</summary>
    private static OperationType Operation(SubTaskHeader header)
    {
        if (header is { OperationType: null, SubTaskType: null })
        {
            throw new RefusalException(RefusalKind.Invalid, "operation-missing", "A subtask needs an operationType or a subTaskType.")
            {
                Parameter = "operationType",
                Allowed = AllowedOperations,
            };
        }

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
        $"A subtask can't be {WireEnum.Name(operation)} with these options: it is a backup, or a restore with restoreOptions.")
    {
        Parameter = "operationType",
        Value = WireEnum.Name(operation),
        Allowed = AllowedOperations,
    };
}
