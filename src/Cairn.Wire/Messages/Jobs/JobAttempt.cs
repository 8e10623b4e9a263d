namespace Cairn.Wire.Messages.Jobs;

/// <summary>One attempt of a phase. Times are UNIX seconds.</summary>
public sealed record JobAttempt
{
    public int? AttemptNumber { get; init; }

    public string? PhaseName { get; init; }

    public string? Status { get; init; }

    public long? StartTime { get; init; }

    public long? EndTime { get; init; }

    public string? Reason { get; init; }
}
