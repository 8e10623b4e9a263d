using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>POST Jobs/action/…: which jobs to act on. Of a single job's actions only the change of priority has a body.</summary>
[WireRoot("JobManager_JobActionRequest")]
public sealed record JobActionRequest
{
    /// <summary>These jobs.</summary>
    public IReadOnlyList<long>? JobIds { get; init; }

    /// <summary>The jobs of a client, backup set or subclient that have not ended; by names or ids.</summary>
    public EntityReference? Entity { get; init; }

    /// <summary>All jobs that have not ended.</summary>
    public bool? All { get; init; }

    /// <summary>With the action priority: 0, the most urgent, to 999.</summary>
    [WireRange(0, 999)]
    public int? Priority { get; init; }
}
