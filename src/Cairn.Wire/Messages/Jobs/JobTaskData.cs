using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>The task that a job belongs to.</summary>
public sealed record JobTaskData
{
    public long? TaskId { get; init; }

    public string? TaskName { get; init; }

    [WireName("subtaskId")]
    public long? SubTaskId { get; init; }
}
