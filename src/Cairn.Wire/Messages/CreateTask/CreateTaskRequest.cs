using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>
/// POST CreateTask: one task of one or more subtasks on one or more entities. The tree and its names are the reference page's
/// "POST Create Task (Backup)"; a restore has the same tree (wire-api.md section 5.2).
/// </summary>
[WireRoot("TMMsg_CreateTaskReq")]
[WireTolerates("processinginstructioninfo")]
public sealed record CreateTaskRequest
{
    public TaskInfo? TaskInfo { get; init; }
}
