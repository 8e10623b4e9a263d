using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>How often and how long a job is tried (createtask-semantics.md section 8).</summary>
[WireTolerates("numberOfResubmit")]
public sealed record JobRetryOptions
{
    public bool? EnableNumberOfRetries { get; init; }

    [WireRange(0, 9999)]
    public int? NumberOfRetries { get; init; }

    public bool? KillRunningJobWhenTotalRunningTimeExpires { get; init; }

    public RunningTime? RunningTime { get; init; }
}
