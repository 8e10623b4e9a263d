using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>The task itself. Its owner is always the caller, never what the body says.</summary>
[WireTolerates(
    "ownerId", "ownerName", "description", "taskName", "associatedObjects", "runUserId", "securityAssociations", "taskSecurity")]
public sealed record TaskHeader
{
    /// <summary>0 or nothing on creation.</summary>
    [WireRange(0)]
    public long? TaskId { get; init; }

    public TaskType? TaskType { get; init; }

    public PolicyType? PolicyType { get; init; }

    public InitiatedFrom? InitiatedFrom { get; init; }

    /// <summary>Any number; not a key that makes two requests the same.</summary>
    public int? SequenceNumber { get; init; }

    public AlertReference? Alert { get; init; }

    public TaskFlags? TaskFlags { get; init; }
}
