using System.Text;
using Cairn.DataAgents.FileSystem;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.Tests.Support;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>What a restore leaves behind when something goes wrong.</summary>
public sealed class RestoreFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Attributes_that_the_target_cannot_keep_are_reported_and_the_file_is_there()
    {
        using var world = await World.CreateAsync("echo x > file");
        using (var folder = DirectoryHandle.Open(Encoding.UTF8.GetBytes(world.Source)))
        using (var file = folder.OpenFile("file"u8))
            AttributeWriter.Set(file, new ExtendedAttribute("user.note"u8.ToArray(), "x"u8.ToArray()));
        var backup = await world.BackUpAsync();
        await using var mount = await Mount.AtAsync(world.Target, "-t ramfs none");

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup));

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

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup));

        Assert.Equal(1, outcome.Failed);
        Assert.Equal("no space left on device", Assert.Single(sink.Failures).Reason);
        Assert.Equal("big\nold\n", await Shell.RunAsync(world.Restored, "ls -A; cat big"));
    }

    [Fact]
    [Trait("Length", "long")]
    public async Task A_full_disk_leaves_nothing_of_a_large_file()
    {
        using var world = await World.CreateAsync("head -c 90000000 /dev/urandom > big");
        var backup = await world.BackUpAsync();
        var folder = Path.GetDirectoryName(world.Target)!;
        await Shell.RunAsync(folder, "truncate -s 60M image; mkfs.ext4 -q image");
        await using var mount = await Mount.AtAsync(world.Target, $"-o loop '{folder}/image'");

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup));

        Assert.Equal((0, 1), (outcome.Files, outcome.Failed));
        Assert.Equal("no space left on device", Assert.Single(sink.Failures).Reason);
        Assert.Equal("", await Shell.RunAsync(world.Restored, "ls -A; head -c 30000000 /dev/zero > room"));
    }

    [Fact]
    public async Task A_damaged_record_in_a_large_file_fails_it_and_leaves_nothing_of_it()
    {
        using var world = await World.CreateAsync("head -c 90000000 /dev/urandom > big; ln big linked; echo x > small", parity: false);
        var backup = await world.BackUpAsync();
        var packs = Directory.GetFiles($"{world.Store}/packs", "*", SearchOption.AllDirectories);
        await DamageFirstRecordAsync(packs.MaxBy(pack => new FileInfo(pack).Length)!);

        var (outcome, _) = await world.RestoreAsync(world.Request(backup));

        Assert.Equal((1, 2), (outcome.Files, outcome.Failed));
        Assert.Equal("small\n", await Shell.RunAsync(world.Restored, "ls -A"));
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

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup));

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

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup));

        var failed = sink.Failures.Select(failure => Path.GetFileName(failure.Path)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal([failed[0], $"{failed[0]}-copy", $"{failed[0]}-linked"], failed);
        Assert.Equal((7, 3), (outcome.Files, outcome.Failed));
        await Shell.RunAsync(world.Source, $"rm {string.Join(' ', failed)}; touch -d 2001-01-01 . '{world.Restored}'");
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task A_cancelled_restore_leaves_no_half_files()
    {
        using var world = await World.CreateAsync(
            "for d in $(seq 50); do mkdir $d; for n in $(seq 40); do echo $d $n > $d/$n; done; done; head -c 90000000 /dev/urandom > big; ln big linked");
        var backup = await world.BackUpAsync();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileSystemAgent(TimeProvider.System)
            .RestoreAsync(world.Request(backup), world.Repository, new CancellingSink(cancel), cancel.Token));

        Assert.Equal("", await Shell.RunAsync(world.Target, "find . -name '.cairn-restore-*'"));
        await world.RestoreAllAsync(backup);
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
}
