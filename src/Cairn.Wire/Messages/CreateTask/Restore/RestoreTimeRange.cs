using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Restore;

/// <summary>The backups that a restore looks at, by time; the ends are open when not given.</summary>
public sealed record RestoreTimeRange
{
    [WireAlias("fromTime")]
    public WireDate? FromTimeValue { get; init; }

    [WireAlias("toTime")]
    public WireDate? ToTimeValue { get; init; }
}
