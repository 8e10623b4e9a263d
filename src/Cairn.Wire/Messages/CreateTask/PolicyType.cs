using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>What a task is for; backups are data protection.</summary>
public enum PolicyType
{
    DataProtection = 0,

    [WireAlias("AUXCOPY")]
    AuxiliaryCopy = 1,
    PrimaryStorageReports = 2,
    BackupCopy = 3,

    [WireName("SRM_DATA_COLLECTION")]
    SrmDataCollection = 4,
    SubclientFilter = 5,
    OfflineContentIndexing = 6,
    InstallUpdates = 7,
    NetworkThrottle = 8,
}
