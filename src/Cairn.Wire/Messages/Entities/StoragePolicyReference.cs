using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Entities;

/// <summary>A storage policy by name and id.</summary>
public sealed record StoragePolicyReference
{
    [WireText]
    public string? StoragePolicyName { get; init; }

    [WireRange(0)]
    public int? StoragePolicyId { get; init; }
}
