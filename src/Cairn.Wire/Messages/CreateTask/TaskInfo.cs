using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>What to run on what, and how the task as a whole behaves.</summary>
[WireTolerates("taskOperation", "appGroup")]
public sealed record TaskInfo
{
    /// <summary>Each entry is one subclient or one backup set.</summary>
    public IReadOnlyList<EntityReference>? Associations { get; init; }

    public TaskHeader? Task { get; init; }

    public IReadOnlyList<SubTask>? SubTasks { get; init; }
}
