using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>
/// The answer to POST DoBrowse. Where nothing was found, the one entry has no result at all; an empty one makes clients fail
/// (wire-api.md section 5.1).
/// </summary>
[WireRoot("databrowse_BrowseResponseList")]
public sealed record BrowseResponse
{
    public IReadOnlyList<BrowseResponseEntry>? BrowseResponses { get; init; }
}
