using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>A library by id or name.</summary>
[WireTolerates("_type_")]
public sealed record LibraryReference
{
    [WireRange(0)]
    public int? LibraryId { get; init; }

    [WireText]
    public string? LibraryName { get; init; }
}
