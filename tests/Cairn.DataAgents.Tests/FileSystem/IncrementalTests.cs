using Cairn.DataAgents.Tests.Support;

namespace Cairn.DataAgents.Tests.FileSystem;

public sealed class IncrementalTests
{
    [Fact]
    public async Task What_has_not_changed_is_not_read_and_is_the_same_tree()
    {
        using var world = await World.CreateAsync("mkdir -p a/b empty; for n in $(seq 40); do seq $n > a/b/$n; done; ln a/b/1 hard; ln -s a link; mkfifo pipe");
        var full = await world.BackUpAsync();

        var second = await world.BackUpAsync(full);

        Assert.Equal(0, second.BytesRead);
        Assert.Equal(41, second.Counts.FilesUnchanged);
        Assert.Equal(full.Counts with { FilesUnchanged = 41 }, second.Counts);
        Assert.Equal((await world.FindAsync(full, ""))!.Subtree, (await world.FindAsync(second, ""))!.Subtree);
    }

    [Fact]
    public async Task Only_what_changed_is_read()
    {
        using var world = await World.CreateAsync("mkdir -p a/b gone; for n in $(seq 40); do seq $n 400 > a/b/$n; done; echo x > gone/x; echo y > a/away");
        var full = await world.BackUpAsync();
        await Shell.RunAsync(world.Source, "rm -r gone; mv a/away a/back; printf 'new file' > a/b/20a; mkdir new; printf 12345 > a/b/7");

        var second = await world.BackUpAsync(full);

        Assert.Equal("new file".Length + 5 + "y\n".Length, second.BytesRead);
        Assert.Equal(39, second.Counts.FilesUnchanged);
        await world.RestoreAllAsync(second);
        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task A_change_that_size_and_modification_time_hide_is_found()
    {
        using var world = await World.CreateAsync("echo before > file; touch -d 2020-01-01 file");
        var full = await world.BackUpAsync();
        await Shell.RunAsync(world.Source, "echo behind > file; touch -d 2020-01-01 file");

        var second = await world.BackUpAsync(full);
        await world.RestoreAllAsync(second);

        Assert.Equal(0, second.Counts.FilesUnchanged);
        Assert.Equal("behind\n", await File.ReadAllTextAsync($"{world.Restored}/file", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_another_took_the_place_of_is_read()
    {
        using var world = await World.CreateAsync("echo one > a; echo two > b");
        var full = await world.BackUpAsync();
        await Shell.RunAsync(world.Source, "mv a c; mv b a; mv c b");

        var second = await world.BackUpAsync(full);
        await world.RestoreAllAsync(second);

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Theory]
    [InlineData(-10, 0)] // the base began 10 s before the file was last changed
    [InlineData(1, 0)] // … 1 s after it: within the racy 2 s
    [InlineData(60, 1)]
    public async Task A_file_changed_right_before_the_base_began_is_read_again(int baseStartedSecondsAfterChange, int unchanged)
    {
        using var world = await World.CreateAsync("echo x > file");
        var changed = File.GetLastWriteTimeUtc($"{world.Source}/file");
        var full = await world.BackUpAsync();

        var second = await world.BackUpAsync(full, new DateTimeOffset(changed).AddSeconds(baseStartedSecondsAfterChange));

        Assert.Equal(unchanged, second.Counts.FilesUnchanged);
    }

    [Fact]
    public async Task Metadata_is_always_fresh()
    {
        using var world = await World.CreateAsync("mkdir dir; echo x > dir/file");
        var full = await world.BackUpAsync();
        await Shell.RunAsync(world.Source, "chmod 640 dir/file; chown 9:9 dir; touch -d 2001-01-01 dir/file");

        await world.RestoreAllAsync(await world.BackUpAsync(full));

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task A_file_that_became_a_directory_and_the_reverse_are_backed_up_as_they_are()
    {
        using var world = await World.CreateAsync("echo x > a; mkdir b; echo y > b/y");
        var full = await world.BackUpAsync();
        await Shell.RunAsync(world.Source, "rm -r a b; mkdir a; echo x > a/x; echo y > b");

        await world.RestoreAllAsync(await world.BackUpAsync(full));

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task A_base_without_its_start_is_refused()
    {
        using var world = await World.CreateAsync("echo x > a");
        var full = await world.BackUpAsync();
        await using var session = await Repository.Sessions.WriteSession.BeginAsync(world.Repository, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => new DataAgents.FileSystem.FileSystemAgent(TimeProvider.System).BackupAsync(
            new BackupRequest { Content = [world.Source], BaseTree = full.Root }, session, new RecordingSink(), TestContext.Current.CancellationToken));

        Assert.Contains("BaseStarted", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_that_is_lost_costs_a_second_reading_and_one_warning()
    {
        using var world = await World.CreateAsync("mkdir -p a/b c; echo one > a/b/file; echo two > c/file", parity: false);
        var full = await world.BackUpAsync();
        foreach (var pack in Directory.GetFiles($"{world.Store}/packs", "*", SearchOption.AllDirectories))
            File.Delete(pack);

        var second = await world.BackUpAsync(full);

        var warning = Assert.Single(second.Sink.Failures);
        Assert.StartsWith("the earlier backup can't be read here (", warning.Reason, StringComparison.Ordinal);
        Assert.True(warning.Kept);
        Assert.Equal((2, 0, 0), (second.Counts.Files, second.Counts.FilesUnchanged, second.Counts.Failed));
    }
}
