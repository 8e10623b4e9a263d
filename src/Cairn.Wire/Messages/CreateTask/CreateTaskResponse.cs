using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>
/// The answer to POST CreateTask. Clients decide by which members are there: an immediate task has both, a scheduled one has no
/// <c>jobIds</c>, not even an empty list (wire-api.md section 3.3).
/// </summary>
[WireRoot("TMMsg_CreateTaskResp")]
public sealed record CreateTaskResponse
{
    public long? TaskId { get; init; }

    /// <summary>One for each job; strings in JSON. Null for a scheduled task.</summary>
    public IReadOnlyList<string>? JobIds { get; init; }
}
