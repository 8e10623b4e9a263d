using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory;
using Cairn.CommServe.Tests.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Inventory;

/// <summary>Roles and associations, on top of docs/examples/world.yaml.</summary>
public sealed class ApplyRightsTests : IAsyncLifetime
{
    private const string Nightly = """
        roles: [{ name: nightly, rights: [view, backUp] }]
        users:
          - name: eve
            password: first
            associations:
              - { role: nightly, client: CLIENT001, agent: file system, backupSet: defaultBackupSet }
              - { role: viewer, client: client002, agent: MySQL, subclient: default }
              - { role: nightly, client: client003 }
        """;

    private CommServeInstance _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await CommServeInstance.WithExampleWorldAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Associations_are_made_on_each_level_and_then_unchanged()
    {
        var announced = await ApplyAsync(Nightly, dryRun: true);
        await using (var catalog = _server.OpenCatalog())
            Assert.False(await catalog.Users.AnyAsync(row => row.Name == "eve", Cancellation));
        var done = await ApplyAsync(Nightly);
        var again = await ApplyAsync(Nightly);

        Assert.Equal(
            [
                "create role nightly", "create user eve",
                "create association eve: nightly on backup set client001/File System/DefaultInstanceName/defaultBackupSet",
                "create association eve: viewer on subclient client002/MySQL/maria/defaultDummyBackupSet/default",
                "create association eve: nightly on client client003",
            ],
            done.Changes.Select(change => $"{change.Action} {change.Entity}"));
        Assert.Equal(done.Changes, announced.Changes);
        Assert.All(again.Changes, change => Assert.Equal("unchanged", change.Action));

        var rights = await RightsAsync();
        Assert.True(rights.May(Right.BackUp, new EntityPath(91)));
        Assert.False(rights.May(Right.Restore, new EntityPath(91)));
        Assert.False(rights.May(Right.View, new EntityPath(89)));
        Assert.True(rights.Sees(new EntityPath(89)));
        Assert.True(rights.Sees(new EntityPath(90)));
    }

    [Fact]
    public async Task The_list_is_the_whole_of_what_a_user_may_do()
    {
        await ApplyAsync(Nightly);

        var report = await ApplyAsync("users: [{ name: eve, associations: [{ role: administrator, client: client003 }] }]");

        Assert.Equal(
            [
                "unchanged user eve", "create association eve: administrator on client client003",
                "delete association eve: nightly on backup set client001/File System/DefaultInstanceName/defaultBackupSet",
                "delete association eve: viewer on subclient client002/MySQL/maria/defaultDummyBackupSet/default",
                "delete association eve: nightly on client client003",
            ],
            report.Changes.Select(change => $"{change.Action} {change.Entity}"));
        Assert.True((await RightsAsync()).May(Right.Restore, new EntityPath(91)));

        await ApplyAsync("users: [{ name: eve, associations: [] }]");
        Assert.False((await RightsAsync()).Sees(EntityPath.CommCell));
    }

    [Fact]
    public async Task A_user_who_is_given_no_role_has_no_right_and_one_who_is_not_mentioned_keeps_all()
    {
        await ApplyAsync("users: [{ name: eve, password: first }]");

        Assert.False((await RightsAsync()).Sees(EntityPath.CommCell));
        Assert.True((await RightsAsync("admin")).May(Right.Administer, EntityPath.CommCell));
    }

    [Fact]
    public async Task A_role_is_the_users_one_role_on_the_CommCell_and_leaves_what_is_below()
    {
        await ApplyAsync("users: [{ name: eve, password: first, associations: [{ role: viewer }, { role: administrator, client: client003 }] }]");

        var report = await ApplyAsync("""
            roles: [{ name: operator, rights: [backup, restore] }]
            users: [{ name: eve, role: OPERATOR }]
            """);

        Assert.Equal(
            [
                "create role operator", "unchanged user eve", "create association eve: operator on the CommCell",
                "delete association eve: viewer on the CommCell",
            ],
            report.Changes.Select(change => $"{change.Action} {change.Entity}"));
        var rights = await RightsAsync();
        Assert.True(rights.May(Right.Restore, EntityPath.CommCell));
        Assert.False(rights.May(Right.Administer, EntityPath.CommCell));
        Assert.True(rights.May(Right.Administer, new EntityPath(91)));
    }

    [Fact]
    public async Task A_roles_rights_change_for_all_who_have_it()
    {
        await ApplyAsync(Nightly);

        var report = await ApplyAsync("roles: [{ name: nightly, rights: [restore] }]");

        Assert.Equal(new ApplyChange("change", "role nightly", "rights: View, BackUp → Restore"), Assert.Single(report.Changes));
        Assert.False((await RightsAsync()).May(Right.BackUp, new EntityPath(91)));
        Assert.True((await RightsAsync()).May(Right.Restore, new EntityPath(91)));
    }

    [Fact]
    public async Task What_the_document_itself_adds_can_be_named()
    {
        await ApplyAsync("""
            users: [{ name: eve, password: first, associations: [{ role: viewer, client: newcomer, subclient: default }] }]
            clients:
              - name: newcomer
                id: 70
                agents: [{ appName: File System, instances: [{ name: i, backupSets: [{ name: s, subclients: [{ name: default }, { name: other }] }] }] }]
            """);

        await using var catalog = _server.OpenCatalog();
        var visible = (await RightsAsync()).Visible(catalog.Subclients);
        Assert.Equal(["default"], await visible.Select(row => row.Name).ToListAsync(Cancellation));
    }

    private Task<ApplyReport> ApplyAsync(string document, bool dryRun = false) => _server.Get<Apply>().RunAsync(document, dryRun, Cancellation);

    private async Task<UserRights> RightsAsync(string user = "eve")
    {
        await using var catalog = _server.OpenCatalog();
        var id = await catalog.Users.Where(row => row.Name == user).Select(row => row.Id).SingleAsync(Cancellation);
        return await UserRights.OfAsync(catalog, id, Cancellation);
    }
}
