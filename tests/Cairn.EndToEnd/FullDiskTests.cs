namespace Cairn.EndToEnd;

/// <summary>A disk that fills up in the middle of a backup. It mounts a file system, so it needs root.</summary>
[Trait("Length", "long")]
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_disk_that_fills_up_in_the_middle_of_a_backup_costs_nothing_but_that_backup()
    {
        var (source, disk) = (folder.Sub("source"), folder.Sub("disk"));
        await Program.ShellAsync(source, "head -c 6000000 /dev/urandom > first; seq 100000 > text");
        await Program.ShellAsync("/", $"mount -t tmpfs -o size=30m none '{disk}'");
        try
        {
            var repository = new RepositoryRun(Path.Combine(disk, "repository"));
            await repository.DoneAsync("init");
            var first = RepositoryRun.SnapshotOf(await repository.DoneAsync("backup", source, "--json"));
            var before = await TreeListing.OfAsync(source);

            await Program.ShellAsync(source, "for n in 1 2 3 4; do head -c 12000000 /dev/urandom > big-$n; done");
            var failed = await repository.ToEndAsync("backup", source);
            Assert.Equal(1, failed.ExitCode);
            Assert.Contains("full", failed.Error, StringComparison.Ordinal);
            await repository.DoneAsync("check", "--read-data");
            await AssertRestoresAsync(repository, first, before, "first");

            await Program.ShellAsync("/", $"mount -o remount,size=200m '{disk}'");
            var second = RepositoryRun.SnapshotOf(await repository.DoneAsync("backup", source, "--json"));
            await repository.DoneAsync("check", "--read-data");
            await AssertRestoresAsync(repository, second, await TreeListing.OfAsync(source), "second");
            await AssertRestoresAsync(repository, first, before, "first-again");
        }
        finally
        {
            await Program.ShellAsync("/", $"umount '{disk}'");
        }
    }

    public void Dispose() => folder.Dispose();

    private async Task AssertRestoresAsync(RepositoryRun repository, string snapshot, string listing, string name)
    {
        var target = folder.Sub(name);
        await repository.DoneAsync("restore", snapshot, "--target", target);
        await TreeListing.AssertEqualAsync(listing, target + Path.Combine(folder.Path, "source"));
    }
}
