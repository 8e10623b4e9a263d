using Cairn.Wire.Messages.CreateTask.Schedule;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>Options of any job: its description, retries, start, and when an automatic schedule starts it.</summary>
public sealed record CommonOptions
{
    public string? JobDescription { get; init; }

    [WireName("jobRetryOpts")]
    public JobRetryOptions? JobRetry { get; init; }

    [WireName("startUpOpts")]
    public StartUpOptions? StartUp { get; init; }

    public AutomaticSchedule? AutomaticSchedulePattern { get; init; }
}
