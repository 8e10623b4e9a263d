using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>When and how urgently a job starts.</summary>
public sealed record StartUpOptions
{
    /// <summary>0 is the most urgent.</summary>
    [WireRange(0, 999)]
    public int? Priority { get; init; }

    /// <summary>True makes the number void.</summary>
    public bool? UseDefaultPriority { get; init; }

    public bool? StartInSuspendedState { get; init; }

    public bool? StartWhenActivityIsLow { get; init; }
}
