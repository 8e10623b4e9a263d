using Cairn.CommServe.Jobs;
using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Server.Jobs;

/// <summary>A job at a glance. Clients need every member, on running jobs too (wire-api.md 4.1).</summary>
internal static class JobSummaryMapping
{
    public static JobListResponse List(int total, IEnumerable<JobView> jobs) => new()
    {
        TotalRecordsWithoutPaging = total,
        Jobs = [.. jobs.Select(job => new JobEntry { JobSummary = Summary(job) })],
    };

    public static JobSummary Summary(JobView job) => new()
    {
        JobId = job.Id,
        Status = job.Status,
        IsVisible = true,
        PercentComplete = job.Percent,
        JobStartTime = UnixTime.Seconds(job.StartedAt ?? job.CreatedAt),
        LastUpdateTime = UnixTime.Seconds(job.EndedAt),
        JobEndTime = UnixTime.Seconds(job.EndedAt),
        JobElapsedTime = ElapsedSeconds(job),
        JobType = JobNames.Type(job),
        LocalizedOperationName = JobNames.Type(job),
        BackupLevelName = JobNames.Level(job.LevelRun ?? job.LevelAsked),
        AppTypeName = job.Subclient.AppName,
        CurrentPhaseName = job.Phase,
        PendingReason = job.Reason ?? "",
        SizeOfApplication = job.Bytes,
        SizeOfMediaOnDisk = job.BytesStored,
        TotalNumOfFiles = job.Files,
        TotalFailedFolders = 0,
        TotalFailedFiles = job.FilesFailed,
        UserName = new UserReference { UserName = job.OwnerName, UserId = job.OwnerId },
        Subclient = Entity(job.Subclient),
        DestinationClient = new EntityReference { ClientId = job.Subclient.ClientId, ClientName = job.Subclient.ClientName },
        StoragePolicy = new StoragePolicyReference { StoragePolicyName = job.StoragePolicyName ?? "" },
        JobDescription = job.Description,
        Reasons = Reasons(job),
        Warnings = Kept(job),
    };

    public static EntityReference Entity(JobSubclient subclient) => new()
    {
        ClientId = subclient.ClientId,
        ClientName = subclient.ClientName,
        ApplicationId = subclient.ApplicationId,
        AppName = subclient.AppName,
        InstanceId = subclient.InstanceId,
        InstanceName = subclient.InstanceName,
        BackupSetId = subclient.BackupSetId,
        BackupSetName = subclient.BackupSetName,
        SubclientId = subclient.SubclientId,
        SubclientName = subclient.SubclientName,
    };

    public static IReadOnlyList<string>? Reasons(JobView job) => job.LevelReason is { } reason ? [reason] : null;

    /// <summary>What of the request does nothing here; null when there is none.</summary>
    public static IReadOnlyList<string>? Kept(JobView job) => job.NotActedOn.Count + job.NotApplicable.Count == 0
        ? null
        :
        [
            .. job.NotActedOn.Select(parameter => $"not acted on yet: {parameter}"),
            .. job.NotApplicable.Select(parameter => $"doesn't apply to {job.Subclient.AppName}: {parameter}"),
        ];

    /// <summary>Up to the last news of it where it has not ended.</summary>
    public static long ElapsedSeconds(JobView job) => job.StartedAt is { } started
        ? Math.Max(0, (long)((job.EndedAt ?? job.UpdatedAt) - started).TotalSeconds)
        : 0;
}
