namespace Cairn.Wire.Messages.Jobs;

/// <summary>Something that happened to a job; this server's own addition.</summary>
public sealed record JobEventEntry
{
    /// <summary>UNIX seconds.</summary>
    public long? Time { get; init; }

    /// <summary>Information, Warning or Error.</summary>
    public string? Severity { get; init; }
    public string? Description { get; init; }
}
