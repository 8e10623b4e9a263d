using System.Globalization;
using Cairn.DataAgents.Tests.Support;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>What is brought back, and where to.</summary>
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

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup) with { Paths = [string.Format(null, path, world.Source)] });

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

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup) with
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

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup) with { Paths = [$"{world.Source}/nothing/here", $"{world.Source}/a"] });

        Assert.Equal($"{world.Target}{world.Source}/nothing/here", Assert.Single(sink.Failures).Path);
        Assert.Equal((1, 1), (outcome.Failed, outcome.Files));
    }

    [Fact]
    public async Task A_name_that_is_not_UTF8_can_be_selected_as_it_is_shown()
    {
        using var world = await World.CreateAsync("""printf x > "$(printf 'bad\377name')"; echo y > other""");
        var backup = await world.BackUpAsync();
        var shown = Assert.Single(await world.NamesAsync(backup), name => name != "other");

        var (outcome, sink) = await world.RestoreAsync(world.Request(backup) with { Paths = [$"{world.Source}/{shown}"] });

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

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => world.RestoreAsync(world.Request(backup) with { Paths = [path] }));

        Assert.Contains($"'{path}'", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world.Target));
    }

    [Fact]
    public async Task A_relative_target_is_refused()
    {
        using var world = await World.CreateAsync("echo x > a");
        var backup = await world.BackUpAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => world.RestoreAsync(world.Request(backup) with { Target = "relative" }));
    }

    [Theory]
    [InlineData("/proc/cairn")]
    [InlineData("/etc/passwd")]
    public async Task A_target_that_cannot_be_made_is_refused(string target)
    {
        using var world = await World.CreateAsync("echo x > a");
        var backup = await world.BackUpAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => world.RestoreAsync(world.Request(backup) with { Target = target }));

        Assert.StartsWith($"Target: '{target}' can't be made", refusal.Message, StringComparison.Ordinal);
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
}
