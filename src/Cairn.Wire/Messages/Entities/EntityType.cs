using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Entities;

/// <summary>The kinds of entities, <c>_type_</c>, with the codes of the public SDK (wire-api.md section 9.4).</summary>
public enum EntityType
{
    [WireName("COMMCELL_ENTITY")]
    CommCellEntity = 1,
    ClientEntity = 3,

    [WireName("APPTYPE_ENTITY")]
    AppTypeEntity = 4,
    InstanceEntity = 5,

    [WireName("BACKUPSET_ENTITY")]
    BackupSetEntity = 6,
    SubclientEntity = 7,
    LibraryEntity = 9,

    [WireName("MEDIAAGENT_ENTITY")]
    MediaAgentEntity = 11,
    UserEntity = 13,

    [WireName("USERGROUP_ENTITY")]
    UserGroupEntity = 15,
    StoragePolicyEntity = 17,
    StoragePolicyCopyEntity = 18,
    ClientGroupEntity = 28,
    SchedulePolicyEntity = 35,
    MediaEntity = 46,
    DrivePoolEntity = 47,
    DriveEntity = 51,
    MountPathEntity = 52,
    LocationEntity = 53,
    TimeRangeEntity = 54,
    TimeZoneEntity = 55,
    CalendarEntity = 63,
    AlertEntity = 64,
    LocaleEntity = 66,
    SpareMediaGroupEntity = 67,

    [WireName("SUBTASK_ENTITY")]
    SubTaskEntity = 68,
    TaskEntity = 69,
}
