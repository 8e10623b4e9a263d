using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>The answer to pause, resume, kill and priority: an error list whose code 0 is success (wire-api.md section 4.5).</summary>
[WireRoot("JobManager_PerformMultiCellJobOpResp")]
public sealed record JobActionResponse
{
    public IReadOnlyList<ErrListGroup>? Errors { get; init; }

    /// <summary>Where several jobs were named: each of them.</summary>
    public IReadOnlyList<JobActionEntry>? Jobs { get; init; }
}
