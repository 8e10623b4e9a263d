using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.CommServe.Tests.Catalog;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.Accounts;

/// <summary>Random associations in the world of docs/examples/world.yaml, held against what a list of subclients with their parents says.</summary>
public sealed class RandomRightsTests
{
    private static readonly Right[] Rights = [Right.View, Right.BackUp, Right.Restore, Right.Administer];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Rights on a level of a subclient's path: 0 the CommCell, 1 its client, 2 its backup set, 3 itself.</summary>
    private sealed record Given(Right Rights, int Level, int Subclient);

    private sealed record Leaf(int Client, int Set, int Subclient)
    {
        public int At(int level) => level switch { 0 => 0, 1 => Client, 2 => Set, _ => Subclient };
    }

    [Fact]
    public async Task A_user_with_a_right_on_a_level_has_exactly_what_lies_below_it()
    {
        await using var server = await CommServeInstance.WithExampleWorldAsync();
        var leaves = await LeavesAsync(server);
        var given = Gen.Select(Gen.Int[1, 15], Gen.Frequency((1, Gen.Const(0)), (6, Gen.Int[1, 3])), Gen.Int[0, leaves.Count - 1])
            .Select((rights, level, leaf) => new Given((Right)rights, level, leaves[leaf].Subclient));
        await given.List[0, 4].SampleAsync(
            async list =>
            {
                var caller = await CallerAsync(server, leaves, list);
                await HoldsAsync(server, leaves, list, caller);
            },
            iter: 20, threads: 1);
    }

    private static async Task HoldsAsync(CommServeInstance server, List<Leaf> leaves, List<Given> list, Caller caller)
    {
        await using var catalog = server.OpenCatalog();
        Assert.Equal(
            leaves.Where(leaf => Has(leaves, list, leaf, Right.View)).Select(leaf => leaf.Subclient),
            await caller.Rights.Visible(catalog.Subclients).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Cancellation));
        Assert.Equal(
            leaves.Where(leaf => Has(leaves, list, leaf, Right.View)).Select(leaf => leaf.Client).Distinct().Order(),
            await caller.Rights.Visible(catalog.Clients).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Cancellation));
        foreach (var leaf in leaves)
        {
            foreach (var right in Rights)
            {
                var expected = Has(leaves, list, leaf, right) ? "allowed" : Has(leaves, list, leaf, Right.View) ? "forbidden" : "unknown-subclient";
                Assert.Equal(expected, await AskAsync(server, caller, right, new AssociationSpec { SubclientId = leaf.Subclient }));
            }
        }
        foreach (var set in leaves.GroupBy(leaf => leaf.Set))
        {
            var visible = set.Where(leaf => Has(leaves, list, leaf, Right.View)).ToList();
            var expected = visible.Count == 0 ? "unknown-backupset"
                : visible.TrueForAll(leaf => Has(leaves, list, leaf, Right.Restore)) ? "allowed" : "forbidden";
            Assert.Equal(expected, await AskAsync(server, caller, Right.Restore, new AssociationSpec { BackupSetId = set.Key }));
        }
    }

    private static bool Has(List<Leaf> leaves, List<Given> list, Leaf leaf, Right right) => list.Exists(given =>
        (given.Rights.HasFlag(right) || given.Rights.HasFlag(Right.Administer) || right == Right.View)
        && leaves.Find(other => other.Subclient == given.Subclient)!.At(given.Level) == leaf.At(given.Level));

    private static async Task<string> AskAsync(CommServeInstance server, Caller caller, Right right, AssociationSpec spec)
    {
        try
        {
            await server.Get<EntityResolution>().ResolveAsync([spec], caller, right, [], Cancellation);
            return "allowed";
        }
        catch (RefusalException refusal)
        {
            return refusal.Word;
        }
    }

    private static async Task<Caller> CallerAsync(CommServeInstance server, List<Leaf> leaves, List<Given> list)
    {
        await using var catalog = server.OpenCatalog();
        await catalog.Users.Where(user => user.Name == "random").ExecuteDeleteAsync(Cancellation);
        await catalog.Roles.Where(role => role.Id > Role.ViewerId).ExecuteDeleteAsync(Cancellation);
        var user = new User { Name = "random", PasswordHash = "-" };
        foreach (var (given, index) in list.Select((given, index) => (given, index)))
        {
            var leaf = leaves.Find(other => other.Subclient == given.Subclient)!;
            user.Associations.Add(new RoleAssociation
            {
                Role = new Role { Name = $"role {index}", Rights = given.Rights },
                ClientId = given.Level == 1 ? leaf.Client : null,
                BackupSetId = given.Level == 2 ? leaf.Set : null,
                SubclientId = given.Level == 3 ? leaf.Subclient : null,
            });
        }
        catalog.Users.Add(user);
        await catalog.SaveChangesAsync(Cancellation);
        return new Caller(user.Id, user.Name, await UserRights.OfAsync(catalog, user.Id, Cancellation));
    }

    private static async Task<List<Leaf>> LeavesAsync(CommServeInstance server)
    {
        await using var catalog = server.OpenCatalog();
        return await catalog.Subclients.OrderBy(row => row.Id)
            .Select(row => new Leaf(row.BackupSet!.Instance!.Agent!.ClientId, row.BackupSetId, row.Id)).ToListAsync(Cancellation);
    }
}
