namespace Cairn.Wire.Messages.Jobs;

/// <summary>The wrapper around a job's details.</summary>
public sealed record JobDetailsEntry
{
    public JobDetail? JobDetail { get; init; }
}
