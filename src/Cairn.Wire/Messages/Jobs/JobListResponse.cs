using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>
/// The answer to GET Job, GET Job/{id} and POST Jobs. The count must not be 0 for a single job (wire-api.md section 4.1).
/// </summary>
[WireRoot("JobManager_JobListResponse")]
public sealed record JobListResponse
{
    public int? TotalRecordsWithoutPaging { get; init; }

    public IReadOnlyList<JobEntry>? Jobs { get; init; }
}
