namespace Cairn.Wire.Messages.Jobs;

/// <summary>A file that a job could not read or write; this server's own addition.</summary>
public sealed record JobFailedItem
{
    public string? Path { get; init; }
    public string? Reason { get; init; }
}
