namespace Cairn.CommServe.Tasks;

/// <summary>How a job is run, whatever it does (createtask-semantics.md, section 8).</summary>
public sealed record JobOptions
{
    public const int MaximumDescriptionLength = 1024;

    public string Description { get; init; } = "";

    /// <summary>0 (most urgent) to 999; null takes the operation's default.</summary>
    public int? Priority { get; init; }
    public bool StartSuspended { get; init; }

    /// <summary>Null takes the server's default.</summary>
    public int? Retries { get; init; }

    /// <summary>From the job's creation; null is no limit.</summary>
    public TimeSpan? TotalRunningTime { get; init; }
    public bool KillWhenRunningTimeExpires { get; init; }
}
