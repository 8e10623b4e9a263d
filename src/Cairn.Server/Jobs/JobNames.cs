using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;

namespace Cairn.Server.Jobs;

/// <summary>What clients call operations and levels.</summary>
internal static class JobNames
{
    public static string Type(JobView job) => job switch
    {
        { Operation: OperationType.Restore } => "Restore",
        { LevelRun: BackupLevel.SyntheticFull } or { LevelRun: null, LevelAsked: BackupLevel.SyntheticFull } => "Synthetic Full",
        _ => "Backup",
    };

    public static string Level(BackupLevel? level) => level switch
    {
        BackupLevel.Full => "Full",
        BackupLevel.Incremental => "Incremental",
        BackupLevel.Differential => "Differential",
        BackupLevel.SyntheticFull => "Synthetic Full",
        _ => "",
    };
}
