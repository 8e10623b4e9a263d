using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>The answer to POST JobDetails: either the job or the error.</summary>
[WireRoot("JobManager_JobDetailResponse")]
public sealed record JobDetailsResponse
{
    public JobDetailsEntry? Job { get; init; }

    public ErrListGroup? Error { get; init; }
}
