using Cairn.Wire.Messages.Entities;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>A job at a glance (wire-api.md section 4.1). Times are UNIX seconds, sizes bytes.</summary>
public sealed record JobSummary
{
    public long? JobId { get; init; }

    public string? Status { get; init; }

    /// <summary>Must be true, or clients skip the job.</summary>
    public bool? IsVisible { get; init; }

    public int? PercentComplete { get; init; }

    public long? JobStartTime { get; init; }

    /// <summary>The end of a finished job; 0 while there is none.</summary>
    public long? LastUpdateTime { get; init; }

    /// <summary>0 while it runs.</summary>
    public long? JobEndTime { get; init; }

    /// <summary>Seconds.</summary>
    public long? JobElapsedTime { get; init; }

    public string? JobType { get; init; }

    public string? LocalizedOperationName { get; init; }

    public string? BackupLevelName { get; init; }

    public string? AppTypeName { get; init; }

    public string? CurrentPhaseName { get; init; }

    public string? PendingReason { get; init; }

    public long? SizeOfApplication { get; init; }

    public long? SizeOfMediaOnDisk { get; init; }

    public long? TotalNumOfFiles { get; init; }

    public long? TotalFailedFolders { get; init; }

    public long? TotalFailedFiles { get; init; }

    public UserReference? UserName { get; init; }

    /// <summary>Always there, also on jobs without one.</summary>
    public EntityReference? Subclient { get; init; }

    public EntityReference? DestinationClient { get; init; }

    public StoragePolicyReference? StoragePolicy { get; init; }

    public string? JobDescription { get; init; }

    /// <summary>Why the job runs otherwise than asked, such as an incremental that became a full.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>What of the request was not understood or is not acted on.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
