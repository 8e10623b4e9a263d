using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.FirstStart;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Catalog;

public sealed class FirstStartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\uFFFD")]
    public async Task A_password_that_is_no_text_is_refused(string password)
    {
        await using var server = CommServeInstance.Fresh(password);

        await Assert.ThrowsAsync<ArgumentException>(() => server.Get<CatalogStartup>().RunAsync(TestContext.Current.CancellationToken));
        Assert.False(File.Exists(server.Options.CatalogFile));
    }

    [Fact]
    public async Task A_first_start_makes_this_host_a_client_with_the_CommCells_id_and_name()
    {
        await using var server = CommServeInstance.Fresh();
        await server.Get<CatalogStartup>().RunAsync(Cancellation);
        await using var catalog = server.OpenCatalog();

        var cell = await catalog.CommCells.SingleAsync(Cancellation);
        var subclient = await catalog.Subclients
            .Include(row => row.BackupSet!.Instance!.Agent!.Client)
            .Include(row => row.StoragePolicy!.Copies).ThenInclude(copy => copy.Library!.MediaAgent)
            .SingleAsync(Cancellation);
        var set = subclient.BackupSet!;
        var agent = set.Instance!.Agent!;
        var library = Assert.Single(subclient.StoragePolicy!.Copies).Library!;

        Assert.Equal((2, "this-host"), (cell.Id, cell.Name));
        Assert.Equal((2, "this-host"), (agent.ClientId, agent.Client!.Name));
        Assert.Equal(("File System", 33, 1), (agent.AppName, agent.ApplicationId, set.Instance.Number));
        Assert.Equal(
            ("DefaultInstanceName", "defaultBackupSet", "default"), (set.Instance.Name, set.Name, subclient.Name));
        Assert.All(subclient.Content, path => Assert.True(Path.IsPathFullyQualified(path)));
        Assert.Equal(("libraries/local-disk", "this-host"), (library.MountPath, library.MediaAgent!.Name));
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        await using var first = CommServeInstance.Fresh(adminPassword: null);
        await first.Get<CatalogStartup>().RunAsync(Cancellation);
        var password = await File.ReadAllTextAsync(first.Options.AdminPasswordFile, Cancellation);
        await first.StopAsync();

        await using var second = CommServeInstance.Fresh(adminPassword: null, first.Options.DataDirectory);
        await second.Get<CatalogStartup>().RunAsync(Cancellation);
        await second.Get<CatalogStartup>().RunAsync(Cancellation);
        await using var catalog = second.OpenCatalog();

        Assert.Equal(1, await catalog.Clients.CountAsync(Cancellation));
        Assert.Equal(1, await catalog.Users.CountAsync(Cancellation));
        Assert.Equal(password, await File.ReadAllTextAsync(second.Options.AdminPasswordFile, Cancellation));
    }

    [Fact]
    public async Task A_random_password_lets_the_administrator_in_and_is_readable_by_its_owner_only()
    {
        await using var server = CommServeInstance.Fresh(adminPassword: null);
        await server.Get<CatalogStartup>().RunAsync(Cancellation);

        var password = (await File.ReadAllTextAsync(server.Options.AdminPasswordFile, Cancellation)).TrimEnd();
        var result = await server.Get<Login>().RunAsync("admin", password, Cancellation);

        var token = Assert.IsType<LoginResult.LoggedIn>(result).Token;
        var caller = await server.Get<Sessions>().AuthenticateAsync(token, Cancellation);
        Assert.True(caller!.Rights.May(Right.Administer, EntityPath.CommCell));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.Options.AdminPasswordFile));
    }

    [Fact]
    public async Task A_password_that_was_chosen_is_not_written_down()
    {
        await using var server = await CommServeInstance.StartedAsync();

        Assert.False(File.Exists(server.Options.AdminPasswordFile));
    }

    [Fact]
    public async Task Two_servers_cannot_have_one_folder()
    {
        await using var first = await CommServeInstance.StartedAsync();
        var second = CommServeInstance.Fresh(directory: first.Options.DataDirectory);

        var error = await Assert.ThrowsAsync<IOException>(() => second.Get<CatalogStartup>().RunAsync(Cancellation));

        Assert.Contains(first.Options.DataDirectory, error.Message, StringComparison.Ordinal);
        await second.StopAsync();
    }

    [Fact]
    public async Task A_start_that_was_killed_while_it_migrated_does_not_block_the_next()
    {
        await using var first = await CommServeInstance.StartedAsync();
        await using (var catalog = first.OpenCatalog())
        {
            await catalog.Database.ExecuteSqlRawAsync(
                "CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL)", Cancellation);
            await catalog.Database.ExecuteSqlRawAsync(
                "INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-01-01')", Cancellation);
        }
        await first.StopAsync();

        await using var second = CommServeInstance.Fresh(directory: first.Options.DataDirectory);
        await second.Get<CatalogStartup>().RunAsync(Cancellation);
    }
}
