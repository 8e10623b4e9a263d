using Cairn.DataAgents.Tests.Support;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>Links planted in the target, or coming from the backup itself, lead nowhere: what is outside the target stays as it is.</summary>
public sealed class HostileTargetTests
{
    private const string Precious = "mkdir -p dir; echo precious > file; echo precious > dir/file; chmod 640 file; ln -s file link; touch -d 2001-01-01 dir file .";

    [Fact]
    public async Task A_link_in_place_of_a_directory_that_was_asked_for_is_replaced()
    {
        using var world = await World.CreateAsync("mkdir dir; echo evil > dir/file; echo evil > dir/new");

        await AssertOutsideIsUntouchedAsync(world, $"mkdir -p '{world.Restored}'; ln -s '{world.Outside}/dir' '{world.Restored}/dir'", failures: 0);

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task A_link_in_place_of_a_directory_on_the_way_is_reported_and_not_followed()
    {
        using var world = await World.CreateAsync("mkdir dir; echo evil > dir/file");

        await AssertOutsideIsUntouchedAsync(
            world, $"mkdir -p '{world.Restored}'; ln -s '{world.Outside}/dir' '{world.Restored}/dir'", failures: 1, path: $"{world.Source}/dir/file");
    }

    [Fact]
    public async Task A_link_near_the_top_of_the_target_is_not_followed()
    {
        using var world = await World.CreateAsync("mkdir dir; echo evil > dir/file");

        await AssertOutsideIsUntouchedAsync(
            world, $"mkdir -p '{world.Target}'; mkdir -p '{world.Outside}/up{world.Source}'; ln -s '{world.Outside}/up/tmp' '{world.Target}/tmp'", failures: 1, path: world.Source);
    }

    [Fact]
    public async Task A_link_in_place_of_a_file_is_replaced_and_what_it_points_to_is_not_written()
    {
        using var world = await World.CreateAsync("echo evil > file; mkfifo link; ln -s /etc other");

        await AssertOutsideIsUntouchedAsync(
            world,
            $"mkdir -p '{world.Restored}'; cd '{world.Restored}'; ln -s '{world.Outside}/file' file; ln -s '{world.Outside}/link' link; ln -s '{world.Outside}/dir' other",
            failures: 0);

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task A_link_to_a_directory_outside_keeps_its_target_untouched_when_links_are_restored_beside_it()
    {
        using var world = await World.CreateAsync("echo evil > a; ln a b; mkdir dir; ln a dir/file");

        await AssertOutsideIsUntouchedAsync(
            world, $"mkdir -p '{world.Restored}'; ln -s '{world.Outside}/dir' '{world.Restored}/dir'; ln -s '{world.Outside}/file' '{world.Restored}/b'", failures: 0);
    }

    [Fact]
    public async Task A_link_from_one_backup_does_not_lead_the_next_one_out()
    {
        using var world = await World.CreateAsync();
        await Shell.RunAsync(world.Source, $"ln -s '{world.Outside}/dir' dir");
        await world.RestoreAllAsync(await world.BackUpAsync());
        await Shell.RunAsync(world.Source, "rm dir; mkdir dir; echo evil > dir/file");

        await AssertOutsideIsUntouchedAsync(world, ":", failures: 0);

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task Without_overwriting_planted_links_stay_and_lead_nowhere()
    {
        using var world = await World.CreateAsync("mkdir dir; echo evil > dir/new; echo evil > file");

        await AssertOutsideIsUntouchedAsync(
            world,
            $"mkdir -p '{world.Restored}'; ln -s '{world.Outside}/dir' '{world.Restored}/dir'; ln -s '{world.Outside}/file' '{world.Restored}/file'",
            failures: 1,
            overwrite: false);
    }

    private static async Task AssertOutsideIsUntouchedAsync(World world, string plant, int failures, string? path = null, bool overwrite = true)
    {
        await Shell.RunAsync(world.Outside, Precious);
        var backup = await world.BackUpAsync();
        await Shell.RunAsync("/", plant);
        var before = await Shell.ListAsync(world.Outside);

        var (_, sink) = await world.RestoreAsync(new RestoreRequest
        {
            Root = backup.Root,
            Target = world.Target,
            Paths = path is null ? [] : [path],
            Overwrite = overwrite,
        });

        Assert.Equal(before, await Shell.ListAsync(world.Outside));
        Assert.Equal(failures, sink.Failures.Count);
    }
}
