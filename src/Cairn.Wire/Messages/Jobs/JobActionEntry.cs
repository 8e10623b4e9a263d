namespace Cairn.Wire.Messages.Jobs;

/// <summary>What acting on one of several jobs came to.</summary>
public sealed record JobActionEntry
{
    public long? JobId { get; init; }

    /// <summary>How the job stands now; absent when it was refused.</summary>
    public string? Status { get; init; }

    /// <summary>0 is success.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>The stable word of a refusal.</summary>
    public string? Error { get; init; }

    public string? ErrorMessage { get; init; }
}
