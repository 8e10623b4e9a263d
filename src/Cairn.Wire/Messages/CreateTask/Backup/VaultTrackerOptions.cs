namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>
/// Export of the job's tapes (createtask-semantics.md section 7). ExportMediaAfterJobFinishes is the master switch.
/// </summary>
public sealed record VaultTrackerOptions
{
    public bool? ExcludeMediaNotCopied { get; init; }

    public bool? ExportMediaAfterJobFinishes { get; init; }

    public bool? FilterMediaByRetention { get; init; }

    public bool? MediaWithExtendedRetentionJobs { get; init; }

    public bool? TrackTransit { get; init; }

    public bool? UseVirtualMailSlots { get; init; }

    public LocationReference? ExportLocation { get; init; }

    public LocationReference? InTransitLocation { get; init; }

    public MediaStatusFilter? MediaStatus { get; init; }
}
