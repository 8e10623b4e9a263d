using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>Switches of the task.</summary>
[WireTolerates("isEdgeDrive", "isEZOperation", "isSystem", "forDDB", "uninstalled", "notRunnable")]
public sealed record TaskFlags
{
    /// <summary>A schedule that is stored and never fires until enabled.</summary>
    public bool? Disabled { get; init; }
}
