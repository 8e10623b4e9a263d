namespace Cairn.CommServe.Tasks;

/// <summary>A job that a task will have.</summary>
/// <param name="Subclient">What it works on.</param>
/// <param name="Subtask">The index of its subtask in the request.</param>
/// <param name="Level">What is asked for; null with a restore.</param>
/// <param name="Requires">The index of the planned job that must end well first; null for none.</param>
internal sealed record PlannedJob(ResolvedSubclient Subclient, int Subtask, BackupLevel? Level, int? Requires);
