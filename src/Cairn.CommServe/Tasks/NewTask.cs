using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Tasks;

/// <summary>A task that is to be stored, with its jobs.</summary>
/// <param name="Task">With its subtasks; those without a name get one that is made from their id.</param>
/// <param name="Jobs">Their links to the task and its subtasks are set.</param>
/// <param name="Requires">For each job the place of the one that it requires; null for none.</param>
internal sealed record NewTask(TaskRecord Task, IReadOnlyList<Job> Jobs, IReadOnlyList<int?> Requires);
