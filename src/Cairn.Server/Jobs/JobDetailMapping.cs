using System.Globalization;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Cairn.Wire.Messages.Jobs;
using CatalogAttempt = Cairn.CommServe.Catalog.JobAttempt;

namespace Cairn.Server.Jobs;

/// <summary>A job in full (wire-api.md 4.1, JobDetails).</summary>
internal static class JobDetailMapping
{
    public static JobDetail Detail(JobDetails details)
    {
        var job = details.Job;
        return new JobDetail
        {
            ProgressInfo = new JobProgress
            {
                State = job.Status,
                PercentComplete = job.Percent,
                NumOfFilesTransferred = job.Files,
                CurrentFile = job.CurrentItem,
                ReasonForJobDelay = job.Reason ?? "",
            },
            AttemptsInfo = [.. details.Attempts.Select(Attempt)],
            GeneralInfo = General(details),
            DetailInfo = Figures(job),
            ClientStatusInfo = new JobClientStatus { VmStatus = [] },
            Events = [.. details.Events.Select(happened => new JobEventEntry
            {
                Time = UnixTime.Seconds(happened.At),
                Severity = happened.Severity.ToString(),
                Description = happened.Message,
            })],
            FailedItems = [.. details.ItemFailures.Select(item => new JobFailedItem { Path = item.Path, Reason = item.Reason })],
        };
    }

    private static JobAttempt Attempt(CatalogAttempt attempt) => new()
    {
        AttemptNumber = attempt.Number,
        Status = attempt.Outcome ?? JobState.Running.Text(),
        StartTime = UnixTime.Seconds(attempt.StartedAt),
        EndTime = UnixTime.Seconds(attempt.EndedAt),
    };

    private static JobGeneralInfo General(JobDetails details)
    {
        var job = details.Job;
        return new JobGeneralInfo
        {
            JobId = job.Id,
            TotalNumOfFiles = job.Files,
            JobStartedBy = job.OwnerName,
            JobStartedFrom = job.TaskType == TaskType.Schedule ? "Scheduled" : "Interactive",
            StartTime = UnixTime.Seconds(job.StartedAt ?? job.CreatedAt),
            Priority = job.Priority,
            SystemState = job.Status,
            OperationType = JobNames.Type(job),
            BackupType = JobNames.Level(job.LevelRun ?? job.LevelAsked),
            TaskData = new JobTaskData { TaskId = job.TaskId, TaskName = details.SubtaskName, SubTaskId = job.SubtaskId },
            Subclient = JobSummaryMapping.Entity(job.Subclient),
            DestinationClient = new() { ClientName = job.Subclient.ClientName },
            Reasons = JobSummaryMapping.Reasons(job),
            Warnings =
            [
                .. JobSummaryMapping.Kept(job) ?? [],
                .. details.Warnings.Select(warning => $"{warning.Word}: {warning.Parameter}: {warning.Message}"),
            ],
        };
    }

    private static JobDetailInfo Figures(JobView job)
    {
        var seconds = JobSummaryMapping.ElapsedSeconds(job);
        return new JobDetailInfo
        {
            StartTime = UnixTime.Seconds(job.StartedAt ?? job.CreatedAt),
            EndTime = UnixTime.Seconds(job.EndedAt),
            UnCompressedBytes = job.Bytes,
            CompressedBytes = job.BytesStored,
            SizeOfMediaOnDisk = job.BytesStored,
            NumOfObjects = job.Files,
            SkippedItems = job.FilesFailed,
            SizeOfApplication = Text($"{job.Bytes} bytes"),
            TransferTime = Text($"{seconds} s"),
            DataWritten = Text($"{job.BytesStored} bytes"),
            SavingsPercent = job.Bytes == 0 ? "0 %" : Text($"{100.0 * (job.Bytes - job.BytesStored) / job.Bytes:0.#} %"),
            ThroughPut = Text($"{job.Bytes / Math.Max(1, seconds)} bytes/s"),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
