namespace Cairn.Wire.Messages.Browse;

/// <summary>Why a browse failed.</summary>
public sealed record BrowseMessage
{
    public int? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }
}
