using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>What kind of operation a subtask is.</summary>
[WireTolerates("subTask", "flags")]
public sealed record SubTaskHeader
{
    /// <summary>The schedule's name.</summary>
    public string? SubTaskName { get; init; }

    [WireRange(0)]
    public long? SubTaskId { get; init; }

    public OperationType? OperationType { get; init; }

    public SubTaskType? SubTaskType { get; init; }
}
