using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>POST DoBrowse (wire-api.md section 5.1).</summary>
[WireRoot("databrowse_BrowseRequest")]
[WireTolerates("ma", "processinginstructioninfo")]
public sealed record BrowseRequest
{
    [WireName("opType")]
    public BrowseOperation? Operation { get; init; }

    public BrowseMode? Mode { get; init; }

    public IReadOnlyList<BrowsePath>? Paths { get; init; }

    public BrowseOptions? Options { get; init; }

    /// <summary>A subclient id of 0 means the whole backup set.</summary>
    public EntityReference? Entity { get; init; }

    public BrowseTimeRange? TimeRange { get; init; }

    public BrowseAdvancedOptions? AdvOptions { get; init; }

    public IReadOnlyList<BrowseQuery>? Queries { get; init; }
}
