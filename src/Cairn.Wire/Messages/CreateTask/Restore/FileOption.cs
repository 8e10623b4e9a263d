using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Restore;

/// <summary>The files of a restore, as typed; a chosen version is an item of its own (wire-api.md section 5.2).</summary>
[WireTolerates("browseFilters", "mapFiles", "fsCloneOptions")]
public sealed record FileOption
{
    [WireVerbatim]
    public IReadOnlyList<string>? SourceItem { get; init; }
}
