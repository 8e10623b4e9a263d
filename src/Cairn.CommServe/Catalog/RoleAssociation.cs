namespace Cairn.CommServe.Catalog;

/// <summary>
/// Gives a role to a user, on one entity and all that lies below it. At most one of the three entities is set; with none it is
/// the CommCell, which is everything.
/// </summary>
public sealed class RoleAssociation
{
    public int Id { get; set; }
    public int UserId { get; set; }
    public User? User { get; set; }
    public int RoleId { get; set; }
    public Role? Role { get; set; }
    public int? ClientId { get; set; }
    public Client? Client { get; set; }
    public int? BackupSetId { get; set; }
    public BackupSet? BackupSet { get; set; }
    public int? SubclientId { get; set; }
    public Subclient? Subclient { get; set; }

    internal bool IsOnCommCell => (Client, BackupSet, Subclient, ClientId, BackupSetId, SubclientId) is (null, null, null, null, null, null);
}
