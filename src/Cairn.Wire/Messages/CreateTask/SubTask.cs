using Cairn.Wire.Messages.CreateTask.Schedule;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>One operation of a task, with its options and maybe its schedule.</summary>
public sealed record SubTask
{
    [WireName("subTask")]
    public SubTaskHeader? Header { get; init; }

    public SubTaskOptions? Options { get; init; }

    public SchedulePattern? Pattern { get; init; }

    public SubTaskOperation? SubTaskOperation { get; init; }
}
