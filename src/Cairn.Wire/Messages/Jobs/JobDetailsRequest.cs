using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>POST JobDetails (wire-api.md section 4.1).</summary>
[WireRoot("JobManager_JobDetailRequest")]
public sealed record JobDetailsRequest
{
    [WireRange(0)]
    public long? JobId { get; init; }

    public bool? ShowAttempt { get; init; }
}
