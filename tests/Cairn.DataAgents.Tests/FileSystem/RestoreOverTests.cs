using System.Text;
using Cairn.DataAgents.FileSystem;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.Tests.Support;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>What a restore does to what is in the target already.</summary>
public sealed class RestoreOverTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_restore_left_is_removed_by_the_next()
    {
        using var world = await World.CreateAsync("echo x > file");
        var backup = await world.BackUpAsync();
        var left = $".cairn-restore-{Guid.Empty:N}-12";
        await Shell.RunAsync("/", $"mkdir -p '{world.Restored}'; cd '{world.Restored}'; echo half > {left}; touch {left}x");

        await world.RestoreAllAsync(backup);

        Assert.Equal($"{left}x\nfile\n", await Shell.RunAsync(world.Restored, "ls -A"));
    }

    [Fact]
    public void Files_of_a_restore_that_still_runs_are_not_taken_for_left_ones()
    {
        byte[] name;
        using (var names = new TemporaryNames())
        {
            name = names.Next();
            Assert.True(TemporaryNames.Contain(name));
            Assert.False(TemporaryNames.AreLeft(name));
        }
        Assert.True(TemporaryNames.AreLeft(name));
    }

    [Fact]
    public async Task What_is_in_the_way_is_replaced_and_what_else_is_there_stays()
    {
        using var world = await World.CreateAsync("mkdir dir sub; echo x > dir/file; echo y > sub/y; echo z > linked; ln linked linked2; mkfifo pipe");
        var backup = await world.BackUpAsync();
        await world.RestoreAllAsync(backup);
        await Shell.RunAsync(world.Restored, "rm -r dir pipe; echo in-the-way > dir; echo more >> sub/y; echo keep > sub/keep; echo file > pipe; rm linked2; echo apart > linked2");

        await world.RestoreAllAsync(backup);

        Assert.Equal("keep\n", await File.ReadAllTextAsync($"{world.Restored}/sub/keep", Cancellation));
        await Shell.RunAsync(world.Restored, $"rm sub/keep; touch -r '{world.Source}/sub' sub");
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task A_second_restore_over_the_first_changes_nothing_and_leaves_nothing_behind()
    {
        using var world = await World.CreateAsync("mkdir a; for n in $(seq 20); do echo $n > a/$n; ln a/$n a/$n-too; done; ln -s x link");
        var backup = await world.BackUpAsync();
        await world.RestoreAllAsync(backup);

        await world.RestoreAllAsync(backup);

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task Without_overwriting_what_is_there_stays_as_it_is()
    {
        using var world = await World.CreateAsync("mkdir dir; echo old > dir/file; echo new > dir/missing; chmod 700 dir");
        var backup = await world.BackUpAsync();
        await Shell.RunAsync("/", $"mkdir -p '{world.Restored}/dir'; echo mine > '{world.Restored}/dir/file'; chmod 755 '{world.Restored}/dir'");

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup) with { Overwrite = false });

        Assert.Empty(sink.Failures);
        Assert.Equal((1, 1), (outcome.Skipped, outcome.Files));
        Assert.Equal("mine\nnew\n", await Shell.RunAsync($"{world.Restored}/dir", "cat file missing"));
        Assert.Equal("755\n", await Shell.RunAsync(world.Restored, "stat -c %a dir"));
    }

    [Fact]
    public async Task A_directory_in_a_files_place_is_kept_and_reported()
    {
        using var world = await World.CreateAsync("echo x > item");
        var backup = await world.BackUpAsync();
        await Shell.RunAsync("/", $"mkdir -p '{world.Restored}/item'; echo precious > '{world.Restored}/item/precious'");

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup));

        Assert.Equal(1, outcome.Failed);
        Assert.Equal(new ItemFailure($"{world.Restored}/item", "is a directory"), Assert.Single(sink.Failures));
        Assert.Equal("item\nitem/precious\n", await Shell.RunAsync(world.Restored, "find . -mindepth 1 -printf '%P\\n'"));
    }

    [Fact]
    public async Task An_access_control_list_of_the_target_is_not_inherited()
    {
        using var world = await World.CreateAsync("echo x > file; mkdir dir");
        var backup = await world.BackUpAsync();
        await world.RestoreAllAsync(backup);
        using (var folder = DirectoryHandle.Open(Encoding.UTF8.GetBytes(world.Restored)))
            AttributeWriter.Set(folder, new ExtendedAttribute("system.posix_acl_default"u8.ToArray(), Convert.FromHexString(
                "02000000" + "01000700ffffffff" + "02000500d2040000" + "04000500ffffffff" + "10000700ffffffff" + "20000000ffffffff")));

        await world.RestoreAllAsync(backup);

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task Files_in_a_directory_that_gives_its_group_away_keep_their_own()
    {
        using var world = await World.CreateAsync("mkdir dir; echo x > dir/file; mkdir dir/sub; echo y > dir/sub/file; chmod 666 dir/file");
        var backup = await world.BackUpAsync();
        await Shell.RunAsync("/", $"mkdir -p '{world.Restored}'; chgrp 1234 '{world.Restored}'; chmod 2775 '{world.Restored}'");

        await world.RestoreAllAsync(backup);

        await World.AssertSameAsync(world.Source, world.Restored);
    }
}
