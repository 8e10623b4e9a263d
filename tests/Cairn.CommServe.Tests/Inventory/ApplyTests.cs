using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory;
using Cairn.CommServe.Tests.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Inventory;

public sealed class ApplyTests : IAsyncLifetime
{
    private CommServeInstance _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await CommServeInstance.StartedAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_example_world_has_the_ids_that_it_names()
    {
        await ApplyAsync(CommServeInstance.ExampleWorld);
        await using var catalog = _server.OpenCatalog();

        var subclients = await catalog.Subclients.Where(row => row.BackupSet!.Instance!.Agent!.ClientId != CommCell.DefaultId)
            .OrderBy(row => row.Id).Select(row => new
            {
                row.Id,
                Set = row.BackupSetId,
                row.BackupSet!.Instance!.Number,
                row.BackupSet.Instance.Agent!.ApplicationId,
                row.BackupSet.Instance.Agent.ClientId,
                row.Name,
            }).ToListAsync(Cancellation);

        Assert.Equal(
            [
                (10, 180, 1, 33, 89, "default"), (11, 190, 100, 106, 89, "default"), (12, 180, 1, 33, 89, "projects"),
                (21, 201, 101, 125, 90, "default"), (22, 202, 101, 125, 90, "default"), (23, 203, 102, 104, 90, "default"),
                (24, 204, 103, 41, 91, "default"),
            ],
            subclients.Select(row => (row.Id, row.Set, row.Number, row.ApplicationId, row.ClientId, row.Name)));
        Assert.Equal([7, 8], await catalog.Drives.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Cancellation));
        Assert.Equal("Backup failed", (await catalog.Alerts.SingleAsync(row => row.Id == 12, Cancellation)).Name);
        Assert.Equal("viewer", (await catalog.RoleAssociations.Include(row => row.Role).SingleAsync(row => row.User!.Name == "viewer", Cancellation)).Role!.Name);
    }

    [Fact]
    public async Task Applying_again_changes_nothing()
    {
        await ApplyAsync(CommServeInstance.ExampleWorld);
        await using var catalog = _server.OpenCatalog();
        var before = await ContentsAsync(catalog);

        var again = await ApplyAsync(CommServeInstance.ExampleWorld);

        Assert.All(again.Changes, change => Assert.Equal("unchanged", change.Action));
        Assert.Equal(before, await ContentsAsync(catalog));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_does_nothing()
    {
        await using var catalog = _server.OpenCatalog();
        var before = await ContentsAsync(catalog);

        var announced = await ApplyAsync(CommServeInstance.ExampleWorld, dryRun: true);

        Assert.Equal(before, await ContentsAsync(catalog));
        var done = await ApplyAsync(CommServeInstance.ExampleWorld);
        Assert.Equal(announced.Changes, done.Changes);
        Assert.Contains(new ApplyChange("create", "drive vtl1/pool1/drive1", null), done.Changes);
    }

    [Fact]
    public async Task A_change_is_shown_with_what_it_was_and_the_rest_stays()
    {
        await ApplyAsync(CommServeInstance.ExampleWorld);

        var report = await ApplyAsync("""
            {"clients": [{"name": "CLIENT001", "agents": [{"applicationId": 29, "instances": [{"name": "defaultinstancename",
              "backupSets": [{"name": "defaultBackupSet", "subclients": [
                {"name": "projects", "content": ["/srv/a", "/srv/b"], "backupEnabled": false}]}]}]}]}]}
            """);

        var change = Assert.Single(report.Changes, change => change.Action != "unchanged");
        Assert.Equal("change", change.Action);
        Assert.Equal("backupEnabled: True → False; content: [/srv/cairn-example/projects] → [/srv/a, /srv/b]", change.Detail);
        await using var catalog = _server.OpenCatalog();
        Assert.Equal(8, await catalog.Subclients.CountAsync(Cancellation));
        Assert.Equal(["/srv/a", "/srv/b"], (await catalog.Subclients.SingleAsync(row => row.Id == 12, Cancellation)).Content);
    }

    [Fact]
    public async Task JSON_with_tabs_and_escapes_is_read_too()
    {
        await ApplyAsync("{\n\t\"locations\": [\n\t\t{\"name\": \"B\\u00e4r\\/\\ud83d\\ude00\"}\n\t]\n}");
        await using var catalog = _server.OpenCatalog();

        Assert.Equal("Bär/😀", (await catalog.Locations.SingleAsync(Cancellation)).Name);
    }

    [Fact]
    public async Task New_entities_get_ids_that_no_other_one_has_ever_had()
    {
        await ApplyAsync("locations: [{ name: gone, id: 40 }]");
        await using var catalog = _server.OpenCatalog();
        await catalog.Locations.ExecuteDeleteAsync(Cancellation);

        await ApplyAsync("locations: [{ name: free }, { name: given, id: 41 }, { name: next }]");

        Assert.Equal(
            [("given", 41), ("free", 42), ("next", 43)],
            (await catalog.Locations.OrderBy(row => row.Id).ToListAsync(Cancellation)).Select(row => (row.Name, row.Id)));
    }

    [Fact]
    public async Task A_new_subclient_gets_the_default_policy_and_may_be_taken_off_it()
    {
        const string document = """
            clients:
              - name: this-host
                agents:
                  - appName: file system
                    instances:
                      - name: DefaultInstanceName
                        backupSets:
                          - name: defaultBackupSet
                            subclients: [{ name: more, content: [/srv] }]
            """;
        await ApplyAsync(document);
        await using var catalog = _server.OpenCatalog();
        Assert.Equal("default-policy", await PolicyAsync(catalog));

        await ApplyAsync(document.Replace("[/srv]", "[/srv], storagePolicy: null", StringComparison.Ordinal));
        Assert.Null(await PolicyAsync(catalog));
    }

    [Fact]
    public async Task Retention_can_be_set_and_lifted()
    {
        await ApplyAsync("storagePolicies: [{ name: default-policy, copies: [{ name: Primary, retentionDays: 30 }] }]");
        await using var catalog = _server.OpenCatalog();
        Assert.Equal(30, await catalog.StoragePolicyCopies.Select(row => row.RetentionDays).SingleAsync(Cancellation));

        await ApplyAsync("storagePolicies: [{ name: default-policy, copies: [{ name: Primary, retentionDays: null }] }]");
        Assert.Null(await catalog.StoragePolicyCopies.Select(row => row.RetentionDays).SingleAsync(Cancellation));
    }

    [Fact]
    public async Task A_new_password_ends_the_users_logins_and_an_equal_one_changes_nothing()
    {
        await ApplyAsync("users: [{ name: eve, password: first }]");
        var token = await TokenAsync("first");

        await ApplyAsync("users: [{ name: eve, password: first }]");
        Assert.NotNull(await _server.Get<Sessions>().AuthenticateAsync(token, Cancellation));

        var report = await ApplyAsync("users: [{ name: eve, password: second }]");
        Assert.Equal(new ApplyChange("change", "user eve", "password"), Assert.Single(report.Changes));
        Assert.Null(await _server.Get<Sessions>().AuthenticateAsync(token, Cancellation));
        await TokenAsync("second");
    }

    [Fact]
    public async Task A_password_can_come_from_a_file()
    {
        var file = Path.Combine(_server.Options.DataDirectory, "eve");
        await File.WriteAllTextAsync(file, "from the file\n", Cancellation);

        await ApplyAsync($"users: [{{ name: eve, passwordFile: {file} }}]");

        await TokenAsync("from the file");
    }

    private static Task<string?> PolicyAsync(CatalogContext catalog) => catalog.Subclients.AsNoTracking()
        .Where(row => row.Name == "more").Select(row => row.StoragePolicy!.Name).SingleOrDefaultAsync(Cancellation)!;

    private async Task<string> TokenAsync(string password) => Assert.IsType<LoginResult.LoggedIn>(
        await _server.Get<Login>().RunAsync("eve", password, Cancellation)).Token;

    private Task<ApplyReport> ApplyAsync(string document, bool dryRun = false) =>
        _server.Get<Apply>().RunAsync(document, dryRun, Cancellation);

    /// <summary>All rows of the inventory as text.</summary>
    internal static async Task<string> ContentsAsync(CatalogContext catalog)
    {
        await catalog.Database.OpenConnectionAsync(Cancellation);
        var text = new System.Text.StringBuilder();
        foreach (var table in catalog.Model.GetEntityTypes().Select(type => type.GetTableName()).Order())
        {
            await using var command = catalog.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY Id";
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            while (await reader.ReadAsync(Cancellation))
                text.AppendLine($"{table}: {string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue))}");
        }
        return text.ToString();
    }
}
