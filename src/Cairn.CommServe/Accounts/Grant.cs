using System.Linq.Expressions;
using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Accounts;

/// <summary>Rights on one place and all that lies below it.</summary>
internal sealed record Grant(Right Rights, EntityPath On)
{
    /// <summary>An association as a grant; for queries.</summary>
    public static readonly Expression<Func<RoleAssociation, Grant>> Of = row => new Grant(
        row.Role!.Rights,
        row.SubclientId != null
            ? new EntityPath(
                row.Subclient!.BackupSet!.Instance!.Agent!.ClientId, row.Subclient.BackupSet.Instance.AgentId,
                row.Subclient.BackupSet.InstanceId, row.Subclient.BackupSetId, row.SubclientId)
            : row.BackupSetId != null
                ? new EntityPath(
                    row.BackupSet!.Instance!.Agent!.ClientId, row.BackupSet.Instance.AgentId, row.BackupSet.InstanceId, row.BackupSetId, null)
                : new EntityPath(row.ClientId, null, null, null, null));

    /// <summary>All that the rights bring with them.</summary>
    public Right Rights { get; } = Rights switch
    {
        Right.None => Right.None,
        _ when Rights.HasFlag(Right.Administer) => Right.View | Right.BackUp | Right.Restore | Right.Administer,
        _ => Rights | Right.View,
    };
}
