using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.FirstStart;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cairn.CommServe.Tests.Catalog;

public sealed class RightsMigrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_of_a_catalog_from_before_roles_keep_what_they_might_do()
    {
        await using var server = CommServeInstance.Fresh();
        await MakeOldCatalogAsync(server);

        await server.Get<CatalogStartup>().RunAsync(Cancellation);

        await using var catalog = server.OpenCatalog();
        var admin = await UserRights.OfAsync(catalog, 1, Cancellation);
        var viewer = await UserRights.OfAsync(catalog, 7, Cancellation);
        Assert.True(admin.May(Right.Administer, EntityPath.CommCell));
        Assert.True(viewer.May(Right.View, EntityPath.CommCell));
        Assert.False(viewer.May(Right.BackUp, EntityPath.CommCell));
        var user = await catalog.Users.SingleAsync(row => row.Id == 7, Cancellation);
        Assert.Equal(("old viewer", "hash", 3), (user.Name, user.PasswordHash, user.FailedLogins));
        Assert.Single(await catalog.LoginSessions.Where(row => row.UserId == 7).ToListAsync(Cancellation));
        Assert.False(catalog.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_step_can_be_taken_back()
    {
        await using var server = await CommServeInstance.StartedAsync();
        await using var catalog = server.OpenCatalog();

        await catalog.GetService<IMigrator>().MigrateAsync("Initial", Cancellation);

        Assert.Equal([1], await catalog.Database.SqlQuery<int>($"SELECT Role AS Value FROM Users").ToListAsync(Cancellation));
    }

    private static async Task MakeOldCatalogAsync(CommServeInstance server)
    {
        Directory.CreateDirectory(server.Options.DataDirectory);
        await using var catalog = server.OpenCatalog();
        await catalog.GetService<IMigrator>().MigrateAsync("Initial", Cancellation);
        await catalog.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO CommCells (Id, Name, Guid, TimeZone) VALUES (2, 'old', '5b3c2c0e-8f63-4f0e-9a5c-0d7f7a0d8e11', 'UTC');
            INSERT INTO Users (Id, Name, Guid, PasswordHash, Role, FailedLogins) VALUES
                (1, 'admin', '5b3c2c0e-8f63-4f0e-9a5c-0d7f7a0d8e12', 'hash', 1, 0),
                (7, 'old viewer', '5b3c2c0e-8f63-4f0e-9a5c-0d7f7a0d8e13', 'hash', 2, 3);
            INSERT INTO LoginSessions (UserId, TokenHash, CreatedAt, LastUsedAt) VALUES (7, x'01', 1, 1);
            """,
            Cancellation);
    }
}
