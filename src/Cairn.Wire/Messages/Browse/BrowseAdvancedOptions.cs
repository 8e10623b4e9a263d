using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>Browsing one copy or one job.</summary>
public sealed record BrowseAdvancedOptions
{
    /// <summary>0 is any copy.</summary>
    [WireRange(0)]
    public int? CopyPrecedence { get; init; }

    public BrowseAdvancedConfig? AdvConfig { get; init; }
}
