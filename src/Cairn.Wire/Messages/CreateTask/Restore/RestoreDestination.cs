using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Restore;

/// <summary>Where files go: in place, or below a folder of a client.</summary>
[WireTolerates("isLegalHold", "destinationInstance")]
public sealed record RestoreDestination
{
    public bool? InPlace { get; init; }

    public EntityReference? DestClient { get; init; }

    /// <summary>One path when not in place.</summary>
    [WireVerbatim]
    public IReadOnlyList<string>? DestPath { get; init; }

    [WireRange(0)]
    public int? NoOfStreams { get; init; }
}
