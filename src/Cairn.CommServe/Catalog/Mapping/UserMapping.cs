using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>
/// Users, their logins, and their roles. A deleted user is logged out everywhere; who had a role on a deleted entity has it no more.
/// </summary>
internal static class UserMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<User>().HasUniqueName(row => row.Name);
        model.Entity<LoginSession>(session =>
        {
            session.HasIndex(row => row.TokenHash).IsUnique();
            session.HasIndex(row => row.LastUsedAt);
            session.HasOne(row => row.User).WithMany().OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Role>(role =>
        {
            role.HasUniqueName(row => row.Name);
            role.HasData(
                new Role { Id = Role.AdministratorId, Name = "administrator", Rights = Right.Administer },
                new Role { Id = Role.ViewerId, Name = "viewer", Rights = Right.View });
        });
        model.Entity<RoleAssociation>(association =>
        {
            association.HasOne(row => row.User).WithMany(user => user.Associations).OnDelete(DeleteBehavior.Cascade);
            association.HasOne(row => row.Role).WithMany().OnDelete(DeleteBehavior.Restrict);
            association.HasOne(row => row.Client).WithMany().OnDelete(DeleteBehavior.Cascade);
            association.HasOne(row => row.BackupSet).WithMany().OnDelete(DeleteBehavior.Cascade);
            association.HasOne(row => row.Subclient).WithMany().OnDelete(DeleteBehavior.Cascade);
        });
    }
}
