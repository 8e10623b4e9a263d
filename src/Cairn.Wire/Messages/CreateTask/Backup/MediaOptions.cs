using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>Which media a job writes to, and how long it is kept (createtask-semantics.md section 6).</summary>
[WireTolerates("auxcopyJobOption")]
public sealed record MediaOptions
{
    public bool? AllowOtherSchedulesToUseMediaSet { get; init; }

    public bool? MarkMediaFullOnSuccess { get; init; }

    /// <summary>
    /// Days to keep the job, 1 to 36,500 with NO_OF_DAYS and unused otherwise, where clients send 0 as well. The
    /// small "o" is the real name.
    /// </summary>
    [WireRange(0, 36500)]
    public int? NumberofDays { get; init; }

    public bool? ReserveResourcesBeforeScan { get; init; }

    public RetentionJobType? RetentionJobType { get; init; }

    public bool? StartNewMedia { get; init; }
}
