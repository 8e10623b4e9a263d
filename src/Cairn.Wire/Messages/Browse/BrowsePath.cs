using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>A folder, or a pattern with *, ? and ** in a find.</summary>
public sealed record BrowsePath
{
    [WireText]
    [WireVerbatim]
    public string? Path { get; init; }
}
