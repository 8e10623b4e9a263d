using Cairn.DataAgents.Tests.Support;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>A backup server's own folders are in no backup, by whatever name they are met.</summary>
public sealed class ExcludedFolderTests
{
    [Fact]
    public async Task An_excluded_folder_is_left_out_with_its_entry_and_without_a_report()
    {
        using var world = await World.CreateAsync("mkdir -p 'data[1]*/sub' data1; echo x > 'data[1]*/sub/file'; echo y > data1/file");

        var backup = await world.BackUpAsync(excludedFolders: [$"{world.Source}/data[1]*", $"{world.Source}/missing"]);

        Assert.Empty(backup.Sink.Failures);
        Assert.Equal(["data1"], await world.NamesAsync(backup));
        Assert.Equal((1, 2, true), backup.Sink.LastTotals);
    }

    [Fact]
    public async Task An_excluded_folder_that_a_link_in_the_content_leads_to_is_left_out()
    {
        using var world = await World.CreateAsync("mkdir -p real/data; echo x > real/data/file; ln -s real/data link");

        var backup = await world.BackUpAsync(content: [$"{world.Source}/link"], excludedFolders: [$"{world.Source}/real/data"]);

        Assert.Empty(backup.Sink.Failures);
        Assert.Equal((0, 0), (backup.Counts.Files, backup.Counts.ContentRead));
        Assert.Empty(await world.NamesAsync(backup, "real"));
    }

    [Fact]
    public async Task An_excluded_folder_that_is_named_through_a_link_is_left_out()
    {
        using var world = await World.CreateAsync("mkdir -p real/data; echo x > real/data/file; ln -s real link");

        var backup = await world.BackUpAsync(excludedFolders: [$"{world.Source}/link/data"]);

        Assert.Empty(await world.NamesAsync(backup, "real"));
    }

    [Fact]
    public async Task An_excluded_folder_that_is_mounted_elsewhere_too_is_left_out_there()
    {
        using var world = await World.CreateAsync("mkdir data mounted; echo x > data/file");
        await using var mount = await Mount.AtAsync($"{world.Source}/mounted", $"--bind {world.Source}/data");

        var backup = await world.BackUpAsync(excludedFolders: [$"{world.Source}/data"]);

        Assert.Empty(backup.Sink.Failures);
        Assert.Empty(await world.NamesAsync(backup));
    }

    [Fact]
    public async Task An_excluded_folder_must_be_an_absolute_path()
    {
        using var world = await World.CreateAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => world.BackUpAsync(excludedFolders: ["data"]));

        Assert.StartsWith("ExcludedFolders: 'data'", refusal.Message, StringComparison.Ordinal);
    }
}
