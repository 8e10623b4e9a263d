using Cairn.Wire.Messages.Entities;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>What a job is.</summary>
public sealed record JobGeneralInfo
{
    public long? JobId { get; init; }

    public long? TotalNumOfFiles { get; init; }

    public string? JobStartedBy { get; init; }

    /// <summary>"Interactive" or "Scheduled".</summary>
    public string? JobStartedFrom { get; init; }

    public long? StartTime { get; init; }

    public int? Priority { get; init; }

    public string? SystemState { get; init; }

    public string? OperationType { get; init; }

    public string? BackupType { get; init; }

    public bool? SoftwareCompression { get; init; }

    public JobTaskData? TaskData { get; init; }

    public EntityReference? Subclient { get; init; }

    public EntityReference? DestinationClient { get; init; }

    public IReadOnlyList<string>? Reasons { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }
}
