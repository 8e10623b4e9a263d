using System.Globalization;
using System.Text;
using Cairn.DataAgents.FileSystem;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.Tests.Support;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.Tests.FileSystem;

public sealed class RestoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{0}/a/file")]
    [InlineData("{0}//a///file/")]
    public async Task One_file_is_restored_with_its_full_path(string path)
    {
        using var world = await World.CreateAsync("mkdir a; echo x > a/file; echo y > a/other; echo z > b; chmod 710 a; touch -d 2001-01-01 a");
        var backup = await world.BackUpAsync();

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup) with { Paths = [string.Format(null, path, world.Source)] });

        Assert.Empty(sink.Failures);
        Assert.Equal(1, outcome.Files);
        File.Delete($"{world.Source}/a/other");
        await Shell.RunAsync(world.Source, "touch -d 2001-01-01 a");
        await World.AssertSameAsync($"{world.Source}/a", $"{world.Restored}/a");
        Assert.False(File.Exists($"{world.Restored}/b"));
    }

    [Fact]
    public async Task Selected_items_can_go_right_into_the_target()
    {
        using var world = await World.CreateAsync("mkdir -p deep/folder; echo x > deep/folder/file; echo y > deep/single; mkdir other; echo z > other/single");
        var backup = await world.BackUpAsync();

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup) with
        {
            Paths = [$"{world.Source}/deep/folder", $"{world.Source}/deep/single", $"{world.Source}/other/single"],
            Layout = RestoreLayout.ItemOnly,
        });

        Assert.Equal((2, 1), (outcome.Files, outcome.Failed));
        Assert.Contains("same name", Assert.Single(sink.Failures).Reason, StringComparison.Ordinal);
        await World.AssertSameAsync($"{world.Source}/deep/folder", $"{world.Target}/folder");
        Assert.Equal("y\n", await File.ReadAllTextAsync($"{world.Target}/single", Cancellation));
    }

    [Fact]
    public async Task What_is_not_in_the_backup_is_reported_and_the_rest_restored()
    {
        using var world = await World.CreateAsync("mkdir a; echo x > a/file");
        var backup = await world.BackUpAsync();

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup) with { Paths = [$"{world.Source}/nothing/here", $"{world.Source}/a"] });

        Assert.Equal($"{world.Target}{world.Source}/nothing/here", Assert.Single(sink.Failures).Path);
        Assert.Equal((1, 1), (outcome.Failed, outcome.Files));
    }

    [Fact]
    public async Task A_name_that_is_not_UTF8_can_be_selected_as_it_is_shown()
    {
        using var world = await World.CreateAsync("""printf x > "$(printf 'bad\377name')"; echo y > other""");
        var backup = await world.BackUpAsync();
        var shown = Assert.Single(await world.NamesAsync(backup), name => name != "other");

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup) with { Paths = [$"{world.Source}/{shown}"] });

        Assert.Empty(sink.Failures);
        Assert.Equal(1, outcome.Files);
        File.Delete($"{world.Source}/other");
        Assert.Equal(await Shell.RunAsync(world.Source, "ls | od -c"), await Shell.RunAsync(world.Restored, "ls | od -c"));
    }

    [Theory]
    [InlineData("/a/../b")]
    [InlineData("..")]
    public async Task A_path_with_two_dots_is_refused(string path)
    {
        using var world = await World.CreateAsync("echo x > a");
        var backup = await world.BackUpAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => world.RestoreAsync(Request(world, backup) with { Paths = [path] }));

        Assert.Contains($"'{path}'", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world.Target));
    }

    [Fact]
    public async Task A_relative_target_is_refused()
    {
        using var world = await World.CreateAsync("echo x > a");
        var backup = await world.BackUpAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => world.RestoreAsync(Request(world, backup) with { Target = "relative" }));
    }

    [Fact]
    public async Task In_place_everything_is_as_it_was()
    {
        using var world = await World.CreateAsync("mkdir a; echo x > a/file; echo y > changed; ln -s a link; chmod 750 a; touch -d 2001-01-01 a changed");
        var backup = await world.BackUpAsync();
        await Shell.RunAsync(world.Source, $"cp -a . '{world.Outside}/copy'; rm -r a link; echo other > changed; touch -r '{world.Outside}/copy' .");

        var (_, sink) = await world.RestoreAsync(new RestoreRequest { Root = backup.Root, Paths = [world.Source] });

        Assert.Empty(sink.Failures);
        await World.AssertSameAsync($"{world.Outside}/copy", world.Source);
    }

    [Fact]
    public async Task In_place_a_directory_on_the_way_is_used_as_it_is()
    {
        using var world = await World.CreateAsync("mkdir -p way/dir; echo x > way/dir/file; chmod 755 way");
        var backup = await world.BackUpAsync(content: [$"{world.Source}/way/dir"]);
        await Shell.RunAsync(world.Source, "rm -r way/dir; chmod 700 way; chown 12:34 way; touch -d 2001-01-01 way");

        var (_, sink) = await world.RestoreAsync(new RestoreRequest { Root = backup.Root, Paths = [$"{world.Source}/way/dir"] });

        Assert.Empty(sink.Failures);
        Assert.Equal("700 12:34 x\n", await Shell.RunAsync(world.Source, "stat -c '%a %u:%g' way | tr '\\n' ' '; cat way/dir/file"));
    }

    [Theory]
    [InlineData("ln -s elsewhere way")]
    [InlineData("echo mine > way")]
    public async Task In_place_what_is_in_place_of_a_directory_on_the_way_is_reported_and_stays(string inPlace)
    {
        using var world = await World.CreateAsync("mkdir -p way/dir; echo x > way/dir/file");
        var backup = await world.BackUpAsync(content: [$"{world.Source}/way/dir"]);
        await Shell.RunAsync(world.Source, $"rm -r way; mkdir elsewhere; {inPlace}");
        var before = await Shell.ListAsync(world.Source);

        var (outcome, sink) = await world.RestoreAsync(new RestoreRequest { Root = backup.Root, Paths = [$"{world.Source}/way/dir"] });

        Assert.Equal($"{world.Source}/way", Assert.Single(sink.Failures).Path);
        Assert.Equal((0, 1), (outcome.Files, outcome.Failed));
        Assert.Equal(before, await Shell.ListAsync(world.Source));
    }

    [Theory]
    [InlineData("link/inner", false, "link real real/inner real/inner/file")]
    [InlineData("link", false, "link")]
    [InlineData("link", true, "link real real/file real/inner real/inner/file")]
    [InlineData("dangling", true, "dangling")]
    [InlineData("loop/x", true, "loop")]
    public async Task Links_of_the_backup_are_followed_in_the_backup(string path, bool followLinks, string restored)
    {
        using var world = await World.CreateAsync(
            "mkdir -p real/inner; touch real/file real/inner/file; ln -s ./x/../real link; ln -s /nowhere dangling; ln -s loop loop; mkdir x");
        var backup = await world.BackUpAsync();
        await Shell.RunAsync(world.Source, "rm -r *");

        var (_, sink) = await world.RestoreAsync(
            new RestoreRequest { Root = backup.Root, Paths = [$"{world.Source}/{path}"], FollowLinks = followLinks });

        Assert.Equal(path == "loop/x" ? 1 : 0, sink.Failures.Count);
        var found = await Shell.RunAsync(world.Source, "find . -mindepth 1 -printf '%P\\n' | LC_ALL=C sort");
        Assert.Equal([.. restored.Split(' ')], found.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_link_on_the_way_leaves_what_is_in_its_place()
    {
        using var world = await World.CreateAsync("mkdir -p real; echo x > real/file; ln -s real link");
        var backup = await world.BackUpAsync(content: [$"{world.Source}/link/file"]);
        await Shell.RunAsync(world.Source, "rm real/file; rm link; echo mine > link");

        var (outcome, sink) = await world.RestoreAsync(new RestoreRequest { Root = backup.Root, Paths = [$"{world.Source}/link/file"] });

        Assert.Empty(sink.Failures);
        Assert.Equal((1, 0), (outcome.Files, outcome.Others));
        Assert.Equal("mine\nx\n", await Shell.RunAsync(world.Source, "cat link real/file"));
    }

    [Fact]
    public async Task Names_of_one_inode_with_different_contents_are_restored_apart()
    {
        using var world = await World.CreateAsync("echo first > a; ln a b");
        var before = await world.FindAsync(await world.BackUpAsync(), "a");
        await Shell.RunAsync(world.Source, "echo again > a");
        var after = await world.FindAsync(await world.BackUpAsync(), "b");
        TreeRef root;
        await using (var session = await WriteSession.BeginAsync(world.Repository, Cancellation))
        {
            var writer = session.OpenTreeWriter();
            await writer.AddAsync(before!, Cancellation);
            await writer.AddAsync(after!, Cancellation);
            root = await writer.FinishAsync(Cancellation);
            await session.CommitAsync(new SnapshotDescription { Host = "here", Level = "FULL" }, root, Cancellation);
        }

        await world.RestoreAsync(new RestoreRequest { Root = root, Target = world.Target });

        Assert.Equal("first\nagain\n", await Shell.RunAsync(world.Target, "cat a b"));
    }

    [Theory]
    [InlineData("/proc/cairn")]
    [InlineData("/etc/passwd")]
    public async Task A_target_that_cannot_be_made_is_refused(string target)
    {
        using var world = await World.CreateAsync("echo x > a");
        var backup = await world.BackUpAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => world.RestoreAsync(Request(world, backup) with { Target = target }));

        Assert.StartsWith($"Target: '{target}' can't be made", refusal.Message, StringComparison.Ordinal);
    }

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

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup) with { Overwrite = false });

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

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup));

        Assert.Equal(1, outcome.Failed);
        Assert.Equal(new ItemFailure($"{world.Restored}/item", "is a directory"), Assert.Single(sink.Failures));
        Assert.Equal("item\nitem/precious\n", await Shell.RunAsync(world.Restored, "find . -mindepth 1 -printf '%P\\n'"));
    }

    [Fact]
    public async Task Part_of_a_group_of_hard_links_is_linked_among_itself()
    {
        using var world = await World.CreateAsync("mkdir a b; echo x > a/1; ln a/1 a/2; ln a/1 b/3");
        var backup = await world.BackUpAsync();

        await world.RestoreAsync(Request(world, backup) with { Paths = [$"{world.Source}/a"] });

        Assert.Equal("2\n2\n", await Shell.RunAsync(world.Restored, "stat -c %h a/1 a/2"));
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
    public async Task Attributes_that_the_target_cannot_keep_are_reported_and_the_file_is_there()
    {
        using var world = await World.CreateAsync("echo x > file");
        using (var folder = DirectoryHandle.Open(Encoding.UTF8.GetBytes(world.Source)))
        using (var file = folder.OpenFile("file"u8))
            AttributeWriter.Set(file, new ExtendedAttribute("user.note"u8.ToArray(), "x"u8.ToArray()));
        var backup = await world.BackUpAsync();
        await using var mount = await Mount.AtAsync(world.Target, "-t ramfs none");

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup));

        Assert.Equal((1, 1, 0), (outcome.Files, outcome.Incomplete, outcome.Failed));
        Assert.StartsWith("user.note:", Assert.Single(sink.Failures).Reason, StringComparison.Ordinal);
        Assert.Equal("x\n", await File.ReadAllTextAsync($"{world.Restored}/file", Cancellation));
    }

    [Fact]
    public async Task A_full_disk_leaves_no_half_file_and_the_old_one_untouched()
    {
        using var world = await World.CreateAsync("head -c 3000000 /dev/urandom > big");
        var backup = await world.BackUpAsync();
        await using var mount = await Mount.AtAsync(world.Target, "-t tmpfs -o size=1m none");
        await Shell.RunAsync("/", $"mkdir -p '{world.Restored}'; echo old > '{world.Restored}/big'");

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup));

        Assert.Equal(1, outcome.Failed);
        Assert.Equal("no space left on device", Assert.Single(sink.Failures).Reason);
        Assert.Equal("big\nold\n", await Shell.RunAsync(world.Restored, "ls -A; cat big"));
    }

    [Fact]
    public async Task A_file_whose_data_is_lost_is_reported_and_the_rest_restored()
    {
        using var world = await World.CreateAsync("head -c 3000 /dev/urandom > lost", parity: false);
        await world.BackUpAsync();
        var packs = Directory.GetFiles($"{world.Store}/packs", "*", SearchOption.AllDirectories);
        await Shell.RunAsync(world.Source, "chmod 600 lost; echo found > found");
        var backup = await world.BackUpAsync();
        foreach (var pack in packs)
            File.Delete(pack);

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup));

        Assert.Equal($"{world.Restored}/lost", Assert.Single(sink.Failures).Path);
        Assert.Equal((1, 1), (outcome.Files, outcome.Failed));
        Assert.Equal("found\n", await Shell.RunAsync(world.Restored, "ls -A"));
    }

    [Fact]
    public async Task A_damaged_record_fails_the_files_that_need_it_and_no_other()
    {
        using var world = await World.CreateAsync("for n in 1 2 3; do seq $n 2000 > $n; done", parity: false);
        await world.BackUpAsync();
        var packs = Directory.GetFiles($"{world.Store}/packs", "*", SearchOption.AllDirectories);
        await Shell.RunAsync(world.Source, "for n in 1 2 3; do cp $n $n-copy; ln $n $n-linked; done; seq 5000 > other");
        var backup = await world.BackUpAsync();
        await DamageFirstRecordAsync(Assert.Single(packs, pack => File.ReadAllBytes(pack)[9] == 1));

        var (outcome, sink) = await world.RestoreAsync(Request(world, backup));

        var failed = sink.Failures.Select(failure => Path.GetFileName(failure.Path)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal([failed[0], $"{failed[0]}-copy", $"{failed[0]}-linked"], failed);
        Assert.Equal((7, 3), (outcome.Files, outcome.Failed));
        await Shell.RunAsync(world.Source, $"rm {string.Join(' ', failed)}; touch -d 2001-01-01 . '{world.Restored}'");
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    private static async Task DamageFirstRecordAsync(string pack)
    {
        // Behind the pack's header and the record's.
        const int offset = 96 + 42 + 8;
        var bytes = await File.ReadAllBytesAsync(pack, Cancellation);
        bytes[offset] ^= 1;
        await File.WriteAllBytesAsync(pack, bytes, Cancellation);
    }

    [Fact]
    public async Task Large_files_with_repeated_stretches_and_holes_come_back()
    {
        using var world = await World.CreateAsync(
            "yes | head -c 30000000 > repeated; cp repeated again; head -c 5000000 /dev/urandom > piece; cat piece piece repeated piece > mixed;"
            + "truncate -s 20M sparse; dd if=piece of=sparse bs=1M seek=8 conv=notrunc status=none; truncate -s 40M sparse; truncate -s 5M hole");
        var backup = await world.BackUpAsync();

        await world.RestoreAllAsync(backup);

        await World.AssertSameAsync(world.Source, world.Restored);
        Assert.Equal("0\n", await Shell.RunAsync(world.Restored, "stat -c %b hole"));
        Assert.True(int.Parse(await Shell.RunAsync(world.Restored, "stat -c %b sparse"), CultureInfo.InvariantCulture) < 6_000_000 / 512);
    }

    [Fact]
    public async Task A_cancelled_restore_leaves_no_half_files()
    {
        using var world = await World.CreateAsync(
            "for d in $(seq 50); do mkdir $d; for n in $(seq 40); do echo $d $n > $d/$n; done; done; head -c 20000000 /dev/urandom > big; ln big linked");
        var backup = await world.BackUpAsync();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileSystemAgent(TimeProvider.System)
            .RestoreAsync(Request(world, backup), world.Repository, new CancellingSink(cancel), cancel.Token));

        Assert.Equal("", await Shell.RunAsync(world.Target, "find . -name '.cairn-restore-*'"));
        await world.RestoreAllAsync(backup);
        await World.AssertSameAsync(world.Source, world.Restored);
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

    [Fact]
    public async Task Files_in_a_directory_that_gives_its_group_away_keep_their_own()
    {
        using var world = await World.CreateAsync("mkdir dir; echo x > dir/file; mkdir dir/sub; echo y > dir/sub/file; chmod 666 dir/file");
        var backup = await world.BackUpAsync();
        await Shell.RunAsync("/", $"mkdir -p '{world.Restored}'; chgrp 1234 '{world.Restored}'; chmod 2775 '{world.Restored}'");

        await world.RestoreAllAsync(backup);

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    private static RestoreRequest Request(World world, World.Backup backup) => new() { Root = backup.Root, Target = world.Target };
}
