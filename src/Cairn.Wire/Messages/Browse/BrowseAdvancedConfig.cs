using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>The wrapper around browsing by job.</summary>
[WireTolerates("compareBackupsReqType")]
public sealed record BrowseAdvancedConfig
{
    [WireName("browseAdvancedConfigBrowseByJob")]
    public BrowseByJob? ByJob { get; init; }
}
