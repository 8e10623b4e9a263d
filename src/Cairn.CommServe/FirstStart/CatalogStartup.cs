using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.FirstStart;

/// <summary>
/// Makes the catalog ready: takes the data folder, brings the catalog's form up to date and, on an empty catalog, makes
/// the <see cref="DefaultWorld"/> and the administrator. Running it again changes nothing.
/// </summary>
public sealed class CatalogStartup(
    IDbContextFactory<CatalogContext> catalogs, DataFolder folder, CommServeOptions options, Passwords passwords)
{
    /// <exception cref="IOException">The data folder can't be made, or another server has it.</exception>
    /// <exception cref="ArgumentException">The administrator's password can't be one.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.AdminPassword is { } chosen && Passwords.FaultIn(chosen) is { } fault)
            throw new ArgumentException($"The administrator's password can't be used. {fault}");
        folder.Own();
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        await MigrateAsync(catalog, cancellationToken);

        await using var transaction = await catalog.Database.BeginTransactionAsync(cancellationToken);
        if (await catalog.CommCells.AnyAsync(cancellationToken))
            return;
        DefaultWorld.AddTo(catalog, options);
        // The password's file first: an administrator whose password nobody knows would be a server without a way in.
        var password = options.AdminPassword ?? await AdminPassword.WriteNewAsync(options.AdminPasswordFile, cancellationToken);
        catalog.Users.Add(new User
        {
            Name = "admin",
            Guid = Guid.NewGuid(),
            PasswordHash = passwords.Hash(password),
            Associations = { new RoleAssociation { RoleId = Role.AdministratorId } },
        });
        await catalog.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// A process that was killed while it migrated leaves EF Core's lock row behind, and every later start would wait for
    /// it without end. The folder is ours alone, so such a row is always a left-over.
    /// </summary>
    private static async Task MigrateAsync(CatalogContext catalog, CancellationToken cancellationToken)
    {
        await catalog.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
        await catalog.Database.MigrateAsync(cancellationToken);
    }
}
