using Cairn.DataAgents.Tests.Support;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>Names of one inode in the backup become names of one inode.</summary>
public sealed class RestoreLinksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_of_one_inode_with_different_contents_are_restored_apart()
    {
        using var world = await World.CreateAsync("echo first > a; ln a b");
        var before = await world.FindAsync(await world.BackUpAsync(), "a");
        await Shell.RunAsync(world.Source, "echo again > a");
        var after = await world.FindAsync(await world.BackUpAsync(), "b");
        var root = await CommitAsync(world, before!, after!);

        await world.RestoreAsync(new RestoreRequest { Root = root, Target = world.Target });

        Assert.Equal("first\nagain\n", await Shell.RunAsync(world.Target, "cat a b"));
    }

    [Fact]
    public async Task Symbolic_links_of_one_inode_with_different_targets_are_restored_apart()
    {
        using var world = await World.CreateAsync("ln -s first a; ln a b");
        var link = await world.FindAsync(await world.BackUpAsync(), "a");
        var other = link! with { Name = EntryName.FromUtf8("c"), LinkTarget = "other"u8.ToArray() };
        var root = await CommitAsync(world, link, link with { Name = EntryName.FromUtf8("b") }, other);

        await world.RestoreAsync(new RestoreRequest { Root = root, Target = world.Target });

        Assert.Equal("first first other\n2 2 1\n", await Shell.RunAsync(world.Target, "echo $(readlink a b c); echo $(stat -c %h a b c)"));
    }

    [Fact]
    public async Task Part_of_a_group_of_hard_links_is_linked_among_itself()
    {
        using var world = await World.CreateAsync("mkdir a b; echo x > a/1; ln a/1 a/2; ln a/1 b/3");
        var backup = await world.BackUpAsync();

        await world.RestoreAsync(world.Request(backup) with { Paths = [$"{world.Source}/a"] });

        Assert.Equal("2\n2\n", await Shell.RunAsync(world.Restored, "stat -c %h a/1 a/2"));
    }

    [Fact]
    public async Task Hard_links_in_many_directories_that_wait_for_a_large_file_are_linked()
    {
        using var world = await World.CreateAsync(
            "head -c 3000000 /dev/urandom > 0; for d in $(seq 600); do mkdir $d; echo $d > $d/file; ln $d/file $d/other; done;"
            + "for d in $(seq 20 20 600); do ln 0 $d/link; done");
        var backup = await world.BackUpAsync();

        var outcome = await world.RestoreAllAsync(backup);

        Assert.Equal(1 + 2 * 600 + 30, outcome.Files);
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    private static async Task<TreeRef> CommitAsync(World world, params Entry[] entries)
    {
        await using var session = await WriteSession.BeginAsync(world.Repository, Cancellation);
        var writer = session.OpenTreeWriter();
        foreach (var entry in entries)
            await writer.AddAsync(entry, Cancellation);
        var root = await writer.FinishAsync(Cancellation);
        await session.CommitAsync(new SnapshotDescription { Host = "here", Level = "FULL" }, root, Cancellation);
        return root;
    }
}
