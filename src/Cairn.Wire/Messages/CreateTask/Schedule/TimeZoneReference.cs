using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>The zone of a schedule's or a browse's dates and times.</summary>
[WireTolerates("_type_")]
public sealed record TimeZoneReference
{
    [WireName("TimeZoneId")]
    [WireRange(0)]
    public int? TimeZoneId { get; init; }

    /// <summary>A display name, a Windows key, an IANA name or UTC.</summary>
    [WireName("TimeZoneName")]
    [WireText]
    public string? TimeZoneName { get; init; }
}
