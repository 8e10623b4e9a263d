using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;

namespace Cairn.Server.Jobs;

/// <summary>The job types that a filter names, by name or number (wire-api.md 4.4).</summary>
internal static class JobTypes
{
    /// <summary>Narrows a filter; null when nothing that this server runs is of such a type.</summary>
    public static JobFilter? Narrow(JobFilter filter, IEnumerable<string> types)
    {
        var wanted = types.Select(type => type.Trim().ToUpperInvariant()).Where(type => type.Length > 0).ToHashSet();
        if (wanted.Count == 0 || wanted.Overlaps(["ALLOPS", "1"]))
            return filter;
        var (backups, synthetic) = (wanted.Overlaps(["BACKUP", "4"]), wanted.Overlaps(["SYNTHFULL", "14"]));
        var restores = wanted.Contains("RESTORE");
        if (!backups && !synthetic && !restores)
            return null;
        var operations = new List<OperationType>();
        if (backups || synthetic)
            operations.Add(OperationType.Backup);
        if (restores)
            operations.Add(OperationType.Restore);
        return filter with
        {
            Operations = operations,
            // A restore has no level, so levels can narrow only where no restore is wanted.
            Levels = synthetic && !backups && !restores ? [BackupLevel.SyntheticFull] : [],
        };
    }
}
