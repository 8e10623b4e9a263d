using Cairn.DataAgents.Tests.Support;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>Restores to where the files came from, and links of the backup on the way there.</summary>
public sealed class RestoreInPlaceTests
{
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
}
