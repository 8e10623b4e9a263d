using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Entities;

/// <summary>A user by name and id.</summary>
public sealed record UserReference
{
    [WireText]
    public string? UserName { get; init; }

    [WireRange(0)]
    public int? UserId { get; init; }
}
