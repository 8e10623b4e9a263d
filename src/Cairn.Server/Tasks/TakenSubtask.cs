using Cairn.CommServe.Tasks;
using Cairn.Server.CreateTask;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using WireOperationType = Cairn.Wire.Messages.CreateTask.OperationType;

namespace Cairn.Server.Tasks;

/// <summary>A subtask with all its values: those that were given and are used, and what stands for the others.</summary>
internal static class TakenSubtask
{
    public static SubTask Of(SubtaskView subtask, SubTask given)
    {
        var isRestore = subtask.Spec.Restore is not null;
        return new SubTask
        {
            Header = new SubTaskHeader
            {
                SubTaskName = subtask.Name,
                SubTaskId = subtask.Id,
                OperationType = isRestore ? WireOperationType.Restore : WireOperationType.Backup,
                SubTaskType = isRestore ? SubTaskType.Restore : SubTaskType.Backup,
            },
            Options = new SubTaskOptions
            {
                Backup = subtask.Spec.Backup is { } backup ? TakenBackup.Of(backup, given.Options?.Backup) : null,
                Common = Common(subtask, given.Options?.Common),
                Restore = subtask.Spec.Restore is { } restore ? TakenRestore.Of(restore, given.Options?.Restore) : null,
            },
            Pattern = subtask.Pattern is { } pattern ? TakenPattern.Of(pattern, subtask.Zone, given.Pattern) : null,
        };
    }

    /// <summary>Of each pair of switch and figure the figure is used only with the switch.</summary>
    private static CommonOptions Common(SubtaskView subtask, CommonOptions? given)
    {
        var common = WireMembers.Overlay(given, UsualOptions.Common);
        var job = subtask.Spec.Job;
        return common with
        {
            JobDescription = job.Description,
            JobRetry = common.JobRetry! with
            {
                NumberOfRetries = job.Retries,
                KillRunningJobWhenTotalRunningTimeExpires = job.TotalRunningTime is null ? null : job.KillWhenRunningTimeExpires,
                RunningTime = common.JobRetry.RunningTime! with { TotalRunningTime = job.TotalRunningTime },
            },
            StartUp = common.StartUp! with
            {
                Priority = subtask.Priority,
                UseDefaultPriority = job.Priority is null,
                StartInSuspendedState = job.StartSuspended,
            },
        };
    }
}
