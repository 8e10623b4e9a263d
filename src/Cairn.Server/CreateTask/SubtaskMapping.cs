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
    /// <param name="isIncomplete">Tells records of which something couldn't be read.</param>
    /// <param name="part">Where it is in the request.</param>
    /// <returns>Null when its operation can't be told.</returns>
    public static SubtaskSpec? Spec(SubTask subTask, Func<object?, bool> isIncomplete, RequestPart part)
    {
        var header = subTask.Header ?? new SubTaskHeader();
        var options = subTask.Options ?? new SubTaskOptions();
        var common = options.Common ?? new CommonOptions();
        var isPatternKnown = !isIncomplete(subTask.Pattern);
        var spec = new SubtaskSpec
        {
            Name = part.Try(() => Name(header.SubTaskName)),
            Job = JobOptionsMapping.Options(common, part.Below("options.commonOpts")),
            Pattern = isPatternKnown && subTask.Pattern is { } pattern ? PatternMapping.Pattern(pattern, part.Below("pattern")) : null,
            IsPatternRefused = !isPatternKnown,
        };
        WarnOfUnused(subTask, part);
        if (isIncomplete(header) || part.Try<OperationType?>(() => Operation(header, options)) is not { } operation)
            return null;
        if (operation != OperationType.Restore && options.Restore is not null)
            WarnUnused(part, "options.restoreOptions");
        if (operation == OperationType.Restore && options.Backup is not null)
            WarnUnused(part, "options.backupOpts");
        return operation == OperationType.Backup
            ? spec with { Backup = BackupMapping.Options(options.Backup ?? new(), common, isIncomplete, part.Below("options.backupOpts")) }
            : spec with { Restore = RestoreMapping.Options(options.Restore!, part.Below("options.restoreOptions")) };
    }

    private static void WarnOfUnused(SubTask subTask, RequestPart part)
    {
        if (subTask.SubTaskOperation is not null)
            WarnUnused(part, "subTaskOperation");
        if (subTask.Header?.SubTaskId is > 0)
            WarnUnused(part, "subTask.subTaskId");
    }

    private static void WarnUnused(RequestPart part, string path) =>
        part.Warn(WireWarning.UnusedMember, path, $"{part.Place}.{path} is not used for this operation.");

    private static string? Name(string? name) => name is { Length: > LongestName }
        ? throw new RefusalException(RefusalKind.Invalid, "too-long", "subTaskName is too long.")
        {
            Parameter = "subTaskName",
            Value = name.Shortened(),
            Allowed = $"up to {LongestName} characters",
        }
        : name;

    /// <summary>BACKUP, or RESTORE with options for it.</summary>
    private static OperationType Operation(SubTaskHeader header, SubTaskOptions options)
    {
        var operation = Operation(header);
        return operation == OperationType.Backup || (operation == OperationType.Restore && options.Restore is not null)
            ? operation
            : throw Unsupported(operation);
    }

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
