using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>Users and their logins; a deleted user is logged out everywhere.</summary>
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
    }
}
