using Cairn.CommServe.Refusals;

namespace Cairn.CommServe.Tasks;

/// <summary>
/// Rules that cross the parameters of a request (createtask-semantics.md, sections 6, 8 and 11). They look at nothing else.
/// </summary>
internal static class TaskRules
{
    /// <summary>
    /// Adds <c>subtasks-missing</c>, <c>immediate-disabled</c>, <c>pattern-missing</c>, <c>numberofDays-missing</c>,
    /// <c>invalid-destination</c> or out of range to the refusals.
    /// </summary>
    public static void Check(CreateTaskCommand command, List<TaskWarning> warnings, RefusalList refusals)
    {
        if (command is { Subtasks.Count: 0, HasRefusedSubtasks: false })
            refusals.Add(Invalid("subtasks-missing", "subTasks", null, "at least one subtask", "The request has no subtask: it asks for nothing."));
        if (command is { Type: TaskType.Immediate, Disabled: true })
            refusals.Add(Invalid("immediate-disabled", "disabled", "true", "false with IMMEDIATE", "An immediate task can't be disabled."));
        foreach (var subtask in command.Subtasks)
        {
            refusals.Try(() => CheckPattern(command.Type, subtask, warnings), subtask.Place);
            if (subtask.Backup is { } backup)
                refusals.Try(() => CheckRetention(backup.Retention), subtask.Place);
            if (subtask.Restore is { } restore)
                refusals.Try(() => CheckDestination(restore), subtask.Place);
        }
    }

    private static void CheckPattern(TaskType? type, SubtaskSpec subtask, List<TaskWarning> warnings)
    {
        if (type is TaskType.Schedule && subtask is { Pattern: null, IsPatternRefused: false })
            throw Invalid("pattern-missing", "pattern", null, "a pattern in each subtask", "A scheduled task needs a pattern.");
        if (type is TaskType.Immediate && subtask.Pattern is not null)
            warnings.Add(new TaskWarning(
                "pattern-ignored", "pattern", "The task is IMMEDIATE: its jobs start now, the pattern is not used."));
    }

    private static void CheckRetention(RetentionSpec retention)
    {
        if (retention is { Kind: RetentionKind.NumberOfDays, Days: null or 0 })
            throw Invalid("numberofDays-missing", "numberofDays", null, "1 to 36500 with NO_OF_DAYS", "NO_OF_DAYS needs a number of days.");
    }

    private static void CheckDestination(RestoreOptions restore)
    {
        if (restore.Destination is { } destination && !Path.IsPathFullyQualified(destination))
            throw Invalid(
                "invalid-destination", "destPath", destination, "an absolute path", "A restore's destination must be an absolute path.");
    }

    private static RefusalException Invalid(string word, string parameter, string? value, string allowed, string message) =>
        new(RefusalKind.Invalid, word, message) { Parameter = parameter, Value = value, Allowed = allowed };
}
