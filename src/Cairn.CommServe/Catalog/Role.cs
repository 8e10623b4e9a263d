namespace Cairn.CommServe.Catalog;

/// <summary>A named set of rights. An association gives it to a user, on some part of the inventory.</summary>
public sealed class Role
{
    /// <summary>The two that every catalog begins with: all rights, and only to look.</summary>
    public const int AdministratorId = 1;
    public const int ViewerId = 2;

    public int Id { get; set; }
    public required string Name { get; set; }

    /// <summary>As they were given; what follows from them is the business of <see cref="Accounts.UserRights"/>.</summary>
    public Right Rights { get; set; }
}

/// <summary>What can be done with a subclient. Each right brings View with it, and Administer all others.</summary>
[Flags]
public enum Right
{
    None = 0,

    /// <summary>See it, its jobs, and the names in its backups.</summary>
    View = 1,

    /// <summary>Back it up, and control its backup jobs.</summary>
    BackUp = 2,

    /// <summary>Restore from its backups, and control its restore jobs.</summary>
    Restore = 4,

    /// <summary>All of that; on the CommCell also change the inventory.</summary>
    Administer = 8,
}
