using Cairn.DataAgents.FileSystem.Backup;
using Cairn.DataAgents.Tests.Support;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>Sizes about which files are read in another way.</summary>
public sealed class FileSizeTests
{
    [Fact]
    public async Task Files_around_every_limit_come_back()
    {
        long[] limits = [1024, 4096, FileReader.SmallSize, 1 << 20, 64 << 20];
        using var world = await World.CreateAsync(string.Join('\n', limits.SelectMany(
            limit => (long[])[limit - 1, limit, limit + 1]).Select(size => $"head -c {size} /dev/urandom > {size}")));
        var backup = await world.BackUpAsync();
        Assert.Empty(backup.Sink.Failures);
        await world.RestoreAllAsync(backup);
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task Many_small_files_that_are_in_no_cache_come_back()
    {
        using var world = await World.CreateAsync(
            """
            for d in 1 2 3; do mkdir $d; for n in $(seq 150); do head -c $((n * n * d)) /dev/urandom > $d/$n; done; ln $d/7 $d/link; done
            sync; for f in */*; do dd if=$f iflag=nocache count=0 status=none; done
            """);
        var backup = await world.BackUpAsync();
        Assert.Empty(backup.Sink.Failures);
        await world.RestoreAllAsync(backup);
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task A_large_file_with_a_hole_in_every_block_comes_back()
    {
        using var world = await World.CreateAsync(
            "head -c 150000000 /dev/urandom > large; for n in $(seq 0 142); do fallocate -p -o $((n * 1048576 + 4096)) -l 900000 large; done");
        var backup = await world.BackUpAsync();
        Assert.Empty(backup.Sink.Failures);
        await world.RestoreAllAsync(backup);
        await World.AssertSameAsync(world.Source, world.Restored);
        var blocks = await Shell.RunAsync(world.Restored, "stat -c %b large");
        Assert.True(int.Parse(blocks, System.Globalization.CultureInfo.InvariantCulture) < 100_000, blocks);
    }

    [Fact]
    public async Task A_large_file_with_holes_and_an_odd_end_comes_back()
    {
        using var world = await World.CreateAsync(
            """
            truncate -s 90000001 sparse
            for at in 0 3 9000 40000 89999; do head -c 5000 /dev/urandom | dd of=sparse bs=1000 seek=$at conv=notrunc status=none; done
            head -c 70000000 /dev/urandom > large; fallocate -p -o 20000000 -l 3000000 large
            """);
        var backup = await world.BackUpAsync();
        Assert.Empty(backup.Sink.Failures);
        await world.RestoreAllAsync(backup);
        await World.AssertSameAsync(world.Source, world.Restored);
    }
}
