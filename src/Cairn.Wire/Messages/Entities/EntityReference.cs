using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Entities;

/// <summary>
/// Names and ids on the way from a client down to a subclient: what an association addresses, what a job ran on. An id of 0 means
/// "not given" (createtask-semantics.md section 1).
/// </summary>
[WireTolerates(
    "type", "flags", "displayName", "hostName", "newName", "entityInfo", "region", "GUID", "csGUID", "clientGUID", "instanceGUID",
    "backupsetGUID", "subclientGUID", "consumeLicense", "clientSidePackage", "srmReportSet", "srmReportType", "copyName",
    "storagePolicyName", "clientGroupName", "clientGroupId")]
public sealed record EntityReference
{
    [WireName("_type_")]
    public EntityType? Type { get; init; }

    /// <summary>0 means the CommCell that was asked.</summary>
    [WireRange(0)]
    public int? CommCellId { get; init; }

    [WireRange(0)]
    public int? ClientId { get; init; }

    public string? ClientName { get; init; }

    public string? AppName { get; init; }

    /// <summary>The data agent's code, such as 33 for File System.</summary>
    [WireRange(0)]
    public int? ApplicationId { get; init; }

    [WireRange(0)]
    public int? InstanceId { get; init; }

    public string? InstanceName { get; init; }

    [WireName("backupsetId")]
    [WireRange(0)]
    public int? BackupSetId { get; init; }

    [WireName("backupsetName")]
    public string? BackupSetName { get; init; }

    [WireRange(0)]
    public int? SubclientId { get; init; }

    /// <summary>
    /// The reference page's first sample spells it subbclientName; taken as unknown, that would address the whole set.
    /// </summary>
    [WireAlias("subbclientName", IsMisspelling = true)]
    public string? SubclientName { get; init; }
}
