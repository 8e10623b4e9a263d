using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Server.Bodies;
using Cairn.Wire;
using Cairn.Wire.Messages.Entities;
using EntityType = Cairn.CommServe.Tasks.EntityType;
using WireEntityType = Cairn.Wire.Messages.Entities.EntityType;

namespace Cairn.Server.CreateTask;

/// <summary>What an association names (createtask-semantics.md section 1).</summary>
internal static class AssociationMapping
{
    public static AssociationSpec Spec(EntityReference entity) => new()
    {
        Type = Type(entity.Type),
        CommCellId = entity.CommCellId.Given(),
        ClientName = entity.ClientName,
        ClientId = entity.ClientId.Given(),
        AppName = entity.AppName,
        ApplicationId = entity.ApplicationId.Given(),
        InstanceName = entity.InstanceName,
        InstanceId = entity.InstanceId.Given(),
        BackupSetName = entity.BackupSetName,
        BackupSetId = entity.BackupSetId.Given(),
        SubclientName = entity.SubclientName,
        SubclientId = entity.SubclientId.Given(),
    };

    private static EntityType? Type(WireEntityType? type) => type switch
    {
        null => null,
        WireEntityType.SubclientEntity => EntityType.Subclient,
        WireEntityType.BackupSetEntity => EntityType.BackupSet,
        { } other => throw new RefusalException(
            RefusalKind.Invalid, "unsupported-entity-type", $"A task can't be on a {WireEnum.Name(other)}.")
        {
            Parameter = "_type_",
            Value = WireEnum.Name(other),
            Allowed = "SUBCLIENT_ENTITY (7), BACKUPSET_ENTITY (6)",
        },
    };
}
