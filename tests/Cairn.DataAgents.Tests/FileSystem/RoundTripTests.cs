using System.Text;
using Cairn.DataAgents.FileSystem.Comparison;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.Tests.Support;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.Tests.FileSystem;

public sealed class RoundTripTests
{
    private const string Everything =
        """
        mkdir -p texts deep/er/est empty 'name with spaces' private
        for n in $(seq 1 200); do seq $n $((n * 7)) > texts/$n; done
        head -c 9000000 /dev/urandom > random; : > nothing
        ln -s texts/1 link; ln -s /nowhere/at/all dangling; ln texts/2 deep/er/hard; ln texts/2 private/harder
        mkfifo pipe; mknod null c 1 3; mknod disk b 7 300
        python3 -c "import socket; socket.socket(socket.AF_UNIX).bind('socket')"
        : > "$(printf 'bad\377name')"; : > "$(printf 'line\nbreak')"; : > 'back\x41slash'; : > "$(printf 'n%.0s' $(seq 255))"
        chmod 4755 texts/3; chmod 2770 deep; chmod 1777 empty; chmod 0 texts/4; chmod 6711 random
        chown 1234:5678 texts/5; chown -h 4321:8765 link; chown 77:78 pipe empty
        touch -d '1999-12-31 23:59:59.123456789' texts/8; touch -h -d '2001-02-03 04:05:06.7' dangling
        touch -d '1950-01-01 00:00:00.5' texts/9; touch -d '2040-01-01' pipe
        chmod 500 private; touch -d '2011-11-11 11:11:11.111' deep/er
        """;

    // A version 2 access control list: user::rwx, user:1234:r-x, group::r-x, mask::rwx, other::---.
    private static readonly byte[] AccessControlList = Convert.FromHexString(
        "02000000" + "01000700ffffffff" + "02000500d2040000" + "04000500ffffffff" + "10000700ffffffff" + "20000000ffffffff");

    [Fact]
    public async Task A_tree_with_one_of_everything_comes_back_identical()
    {
        using var world = await World.CreateAsync(Everything);
        SetAttributes(world.Source);

        var backup = await world.BackUpAsync();
        var outcome = await world.RestoreAllAsync(backup);

        Assert.Empty(backup.Sink.Failures);
        await World.AssertSameAsync(world.Source, world.Restored);
        Assert.Equal((backup.Counts.Files, backup.Counts.Others), (outcome.Files, outcome.Others));
        Assert.Equal((backup.Counts.Files, backup.Counts.Bytes, true), backup.Sink.LastTotals);
        Assert.Equal((backup.Counts.Files, outcome.Bytes), (outcome.Files, backup.BytesRead));
    }

    [Fact]
    public async Task Directories_on_the_way_to_the_content_are_kept_with_their_metadata()
    {
        using var world = await World.CreateAsync("mkdir -p on/the/way; echo x > on/the/way/file; echo y > on/other; chmod 711 on; chown 5:6 on/the");

        var backup = await world.BackUpAsync(content: [$"{world.Source}/on/the//way/"]);
        await world.RestoreAllAsync(backup);

        File.Delete($"{world.Source}/on/other");
        await Shell.RunAsync(world.Source, $"touch -r '{world.Restored}/on' on");
        await World.AssertSameAsync($"{world.Source}/on", $"{world.Restored}/on");
    }

    [Fact]
    public async Task Holes_are_neither_read_nor_written()
    {
        using var world = await World.CreateAsync(
            """
            truncate -s 10G hole
            truncate -s 5G middle; printf middle | dd of=middle bs=1 seek=3000000000 conv=notrunc status=none; truncate -s 6G middle
            """);

        var backup = await world.BackUpAsync();
        await world.RestoreAllAsync(backup);

        Assert.InRange(backup.BytesRead, 6, 64 << 10);
        Assert.Equal("16106127360\n", (await Shell.RunAsync(world.Restored, "stat -c %s hole middle | awk '{ s += $1 } END { printf \"%.0f\\n\", s - 1024*1024*1024 }'")));
        Assert.Equal(await Shell.RunAsync(world.Source, "stat -c '%b' *"), await Shell.RunAsync(world.Restored, "stat -c '%b' *"));
        Assert.Equal("middle", await Shell.RunAsync(world.Restored, "dd if=middle bs=1 skip=3000000000 count=6 status=none"));
    }

    [Fact]
    public async Task Hard_links_are_read_once_and_linked_again()
    {
        using var world = await World.CreateAsync("head -c 300000 /dev/urandom > a; mkdir z; for n in $(seq 50); do ln a z/$n; done");

        var backup = await world.BackUpAsync();
        var outcome = await world.RestoreAllAsync(backup);

        Assert.Equal(300000, backup.BytesRead);
        Assert.Equal((51, 300000), (outcome.Files, outcome.Bytes));
        Assert.Equal("51\n", await Shell.RunAsync(world.Restored, "stat -c %h a"));
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task Paths_longer_than_the_kernel_takes_at_once_come_back()
    {
        using var world = await World.CreateAsync();
        var directory = DirectoryHandle.Open(Encoding.UTF8.GetBytes(world.Source));
        for (var depth = 0; depth < 1200; depth++)
            using (var parent = directory)
            {
                parent.TryMakeDirectory("deeper"u8);
                directory = parent.OpenDirectory("deeper"u8);
            }
        using (directory)
        using (var file = directory.CreateFile("bottom"u8))
            file.Write("treasure"u8, 0);

        var backup = await world.BackUpAsync();
        await world.RestoreAllAsync(backup);

        Assert.Equal(1, backup.Counts.Files);
        Assert.Empty(await TreeComparison.CompareAsync(world.Source, world.Restored, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_large_directory_comes_back()
    {
        using var world = await World.CreateAsync("for n in $(seq 1 30); do mkdir $n; done; for n in $(seq 1 6000); do : > f$n; done");

        var backup = await world.BackUpAsync();
        await world.RestoreAllAsync(backup);

        Assert.Equal(6000, backup.Counts.Files);
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task Content_behind_a_symbolic_link_is_backed_up_where_it_is_and_the_link_too()
    {
        using var world = await World.CreateAsync("mkdir -p data/home; echo x > data/home/file; ln -s data/home home; ln -s /nowhere/x dangling");

        var backup = await world.BackUpAsync(content: [$"{world.Source}/home", $"{world.Source}/dangling"]);

        Assert.Empty(backup.Sink.Failures);
        Assert.Equal(["dangling", "data", "home"], await world.NamesAsync(backup));
        Assert.Equal(["file"], await world.NamesAsync(backup, "data/home"));
    }

    private static void SetAttributes(string folder)
    {
        using var root = DirectoryHandle.Open(Encoding.UTF8.GetBytes(folder));
        using var texts = root.OpenDirectory("texts"u8);
        using var deep = root.OpenDirectory("deep"u8);
        using var file = texts.OpenFile("6"u8);
        Set(file, "user.note", "kept\0\xff"u8.ToArray());
        Set(file, "user.empty", []);
        Set(file, "user.long", new byte[3000]);
        Set(file, "trusted.secret", [1]);
        Set(file, "system.posix_acl_access", AccessControlList);
        Set(file, "security.capability", Convert.FromHexString("0100000200040000000000000000000000000000"));
        Set(deep, "user.on-directory", [2]);
        Set(deep, "system.posix_acl_default", AccessControlList);
        using var link = root.OpenNode("link"u8);
        Set(link, "trusted.on-link", [3]);
        using var fifo = root.OpenNode("pipe"u8);
        Set(fifo, "trusted.on-fifo", [4]);
    }

    private static void Set(Descriptor inode, string name, byte[] value) =>
        AttributeWriter.Set(inode, new ExtendedAttribute(Encoding.ASCII.GetBytes(name), value));
}
