namespace Cairn.Wire.Messages.CreateTask;

/// <summary>The longest time from a job's creation to its end.</summary>
public sealed record RunningTime
{
    public bool? EnableTotalRunningTime { get; init; }

    /// <summary>A bare number is seconds.</summary>
    public TimeSpan? TotalRunningTime { get; init; }
}
