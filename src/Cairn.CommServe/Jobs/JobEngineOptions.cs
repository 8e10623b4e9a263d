namespace Cairn.CommServe.Jobs;

/// <summary>How the engine runs jobs that say nothing of their own.</summary>
public sealed record JobEngineOptions
{
    /// <summary>How many jobs one MediaAgent carries at once.</summary>
    public int StreamsPerMediaAgent { get; init; } = 4;

    /// <summary>How often a failed attempt is tried again.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Between a failed attempt and the next.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often what a run has stored is made safe, so that the next attempt finds it.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(10);
}
