using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>Operations with the codes that public clients send (wire-api.md section 9.1).</summary>
public enum OperationType
{
    AllBackupJobs = 1,
    Backup = 2,
    Restore = 1001,
    RestoreByJob = 1005,
    Admin = 2000,

    [WireName("WORK_FLOW")]
    Workflow = 2001,

    [WireName("DRBACKUP")]
    DisasterRecoveryBackup = 4002,

    [WireName("AUX_COPY")]
    AuxiliaryCopy = 4003,
    Report = 4004,
    ArchiveCheck = 4007,
    LibraryValidation = 4013,
    DataAging = 4018,
    DownloadUpdates = 4019,
    InstallUpdates = 4020,
    BackupComparison = 4025,
    BackupCopy = 4028,
    SnapshotCatalog = 4043,
    SnapshotCataloguing = 5018,
    ContentIndexing = 5020,
}
