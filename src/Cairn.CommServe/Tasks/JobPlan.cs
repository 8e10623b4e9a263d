using Cairn.CommServe.Refusals;

namespace Cairn.CommServe.Tasks;

/// <summary>
/// The jobs of an immediate task: one for each subclient and subtask; a synthetic full may have an incremental before or after it,
/// of which the second runs only if the first ended well (createtask-semantics.md, section 2).
/// </summary>
internal static class JobPlan
{
    public const int MaximumJobs = 1_000;

    /// <param name="subtasks">Each with the subclients that it works on.</param>
    /// <exception cref="RefusalException"><c>too-many-jobs</c>: more than <see cref="MaximumJobs"/>.</exception>
    public static List<PlannedJob> Of(IReadOnlyList<(SubtaskSpec Spec, IReadOnlyList<ResolvedSubclient> Subclients)> subtasks)
    {
        var count = subtasks.Sum(subtask => (long)subtask.Subclients.Count * LevelsOf(subtask.Spec.Backup).Length);
        if (count > MaximumJobs)
            throw new RefusalException(
                RefusalKind.Invalid, "too-many-jobs", $"The request asks for {count} jobs; one task has at most {MaximumJobs}.")
            {
                Parameter = "associations",
                Value = $"{count}",
                Allowed = $"at most {MaximumJobs} jobs",
            };
        var jobs = new List<PlannedJob>();
        for (var index = 0; index < subtasks.Count; index++)
        {
            foreach (var subclient in subtasks[index].Subclients)
                Add(jobs, subclient, index, LevelsOf(subtasks[index].Spec.Backup));
        }
        return jobs;
    }

    private static void Add(List<PlannedJob> jobs, ResolvedSubclient subclient, int subtask, BackupLevel?[] levels)
    {
        int? previous = null;
        foreach (var level in levels)
        {
            jobs.Add(new PlannedJob(subclient, subtask, level, previous));
            previous = jobs.Count - 1;
        }
    }

    private static BackupLevel?[] LevelsOf(BackupOptions? backup) => backup switch
    {
        null => [null],
        { Level: BackupLevel.SyntheticFull, Incremental: IncrementalPlace.BeforeSynthetic } =>
            [BackupLevel.Incremental, BackupLevel.SyntheticFull],
        { Level: BackupLevel.SyntheticFull, Incremental: IncrementalPlace.AfterSynthetic } =>
            [BackupLevel.SyntheticFull, BackupLevel.Incremental],
        _ => [backup.Level],
    };
}
