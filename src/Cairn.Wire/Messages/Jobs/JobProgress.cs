namespace Cairn.Wire.Messages.Jobs;

/// <summary>Where a job is.</summary>
public sealed record JobProgress
{
    public string? State { get; init; }

    public int? PercentComplete { get; init; }

    public long? NumOfFilesTransferred { get; init; }

    public string? CurrentFile { get; init; }

    public string? ReasonForJobDelay { get; init; }
}
