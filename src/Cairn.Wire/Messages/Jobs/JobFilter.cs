using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>Which jobs are wanted; an empty list filters nothing.</summary>
public sealed record JobFilter
{
    /// <summary>Seconds to look back for finished jobs.</summary>
    [WireRange(0)]
    public long? CompletedJobLookupTime { get; init; }

    public bool? ShowAgedJobs { get; init; }

    public bool? HideAdminJobs { get; init; }

    public IReadOnlyList<EntityReference>? ClientList { get; init; }

    public IReadOnlyList<string>? JobTypeList { get; init; }

    public EntityReference? Entity { get; init; }
}
