using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>An existing alert that watches the task's jobs.</summary>
public sealed record AlertReference
{
    [WireRange(0)]
    public int? AlertId { get; init; }

    [WireText]
    public string? AlertName { get; init; }
}
