namespace Cairn.CommServe.Tasks;

/// <summary>
/// The jobs of an immediate task: one for each subclient and subtask; a synthetic full may have an incremental before or after it,
/// of which the second runs only if the first ended well (createtask-semantics.md, section 2).
/// </summary>
internal static class JobPlan
{
    public static List<PlannedJob> Of(IReadOnlyList<SubtaskSpec> subtasks, IReadOnlyList<ResolvedSubclient> subclients)
    {
        var jobs = new List<PlannedJob>();
        for (var index = 0; index < subtasks.Count; index++)
        {
            foreach (var subclient in subclients.Where(subtasks[index].AppliesTo))
                Add(jobs, subclient, index, LevelsOf(subtasks[index].Backup));
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
