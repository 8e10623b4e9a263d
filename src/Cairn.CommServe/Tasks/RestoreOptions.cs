namespace Cairn.CommServe.Tasks;

/// <summary>What comes back, from when, and to where (wire-api.md 5.2).</summary>
public sealed record RestoreOptions
{
    /// <summary>Files and folders; empty is everything.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Null restores to where the data came from.</summary>
    public string? Destination { get; init; }
    public int? DestinationClientId { get; init; }
    public string? DestinationClientName { get; init; }

    /// <summary>The state to restore: of this backup job, or the last one that ended by then; both null is the latest.</summary>
    public int? FromJobId { get; init; }
    public DateTimeOffset? At { get; init; }

    /// <summary>Replace files that exist.</summary>
    public bool Overwrite { get; init; } = true;
    public IReadOnlyList<RequestedParameter> Others { get; init; } = [];
}
