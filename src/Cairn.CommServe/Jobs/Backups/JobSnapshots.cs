using Cairn.CommServe.Tasks;
using Cairn.Repository;
using Cairn.Repository.Faults;
using Cairn.Repository.Snapshots;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>Ties snapshots to the jobs that made them.</summary>
internal static class JobSnapshots
{
    // A job's number alone does not tell: another CommServe may have written to the same repository before.
    private const string CommCellLabel = "commcell";

    private static readonly string Program = $"Cairn {typeof(JobSnapshots).Assembly.GetName().Version?.ToString(3)}";

    public static SnapshotDescription Describe(
        JobAssignment assignment, BackupLevel level, SnapshotId? parent, DateTimeOffset started, SnapshotStatistics statistics) => new()
        {
            Host = assignment.Client.HostName,
            Level = LevelName(level),
            JobId = assignment.Job.Id,
            Subclient = assignment.SubclientPath,
            Paths = assignment.Subclient.Content,
            Started = started,
            Program = Program,
            Parent = parent,
            Statistics = statistics,
            Labels = new Dictionary<string, string> { [CommCellLabel] = assignment.CommCell.ToString() },
        };

    /// <summary>
    /// The snapshot that an earlier attempt at this job committed before it could be stored in the catalog; null if there is none.
    /// Snapshots that are damaged are passed over and told to <paramref name="passOver"/>.
    /// </summary>
    public static async Task<Snapshot?> FindCommittedAsync(
        BackupRepository repository, JobAssignment assignment, Func<RepositoryDamagedException, Task> passOver,
        CancellationToken cancellationToken)
    {
        if (assignment.Attempt == 1)
            return null;
        var commCell = assignment.CommCell.ToString();
        var snapshots = new SnapshotList(repository);
        await foreach (var id in snapshots.ListIdsAsync(cancellationToken))
        {
            try
            {
                var snapshot = await snapshots.ReadAsync(id, cancellationToken);
                if (snapshot.Description.JobId == assignment.Job.Id
                    && snapshot.Description.Labels.GetValueOrDefault(CommCellLabel) == commCell)
                    return snapshot;
            }
            catch (RepositoryDamagedException damage)
            {
                await passOver(damage);
            }
        }
        return null;
    }

    public static string LevelName(BackupLevel level) => level switch
    {
        BackupLevel.Full => "FULL",
        BackupLevel.Incremental => "INCREMENTAL",
        BackupLevel.Differential => "DIFFERENTIAL",
        BackupLevel.SyntheticFull => "SYNTHETIC_FULL",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "No such level."),
    };

    /// <summary>The level that a snapshot's description names.</summary>
    public static BackupLevel LevelOf(Snapshot snapshot) =>
        Enum.GetValues<BackupLevel>().Single(level => LevelName(level) == snapshot.Description.Level);
}
