using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>POST Jobs (wire-api.md section 4.4).</summary>
[WireRoot("JobManager_JobListRequest")]
public sealed record JobListRequest
{
    public int? Scope { get; init; }

    public JobCategory? Category { get; init; }

    public PagingConfig? PagingConfig { get; init; }

    public JobFilter? JobFilter { get; init; }
}
