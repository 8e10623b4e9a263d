namespace Cairn.Wire.Messages.Browse;

/// <summary>One answer of a browse.</summary>
public sealed record BrowseResponseEntry
{
    public int? RespType { get; init; }

    public BrowseResult? BrowseResult { get; init; }

    public IReadOnlyList<BrowseMessage>? Messages { get; init; }
}
