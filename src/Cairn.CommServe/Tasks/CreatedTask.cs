namespace Cairn.CommServe.Tasks;

/// <summary>The answer to an accepted task. A schedule has no jobs yet.</summary>
public sealed record CreatedTask(int TaskId, IReadOnlyList<int> JobIds);
