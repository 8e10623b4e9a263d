using Cairn.DataAgents.Tests.Support;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>These mount file systems, so they need root.</summary>
public sealed class MountTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_file_system_is_entered_only_if_mount_points_are_followed(bool follow)
    {
        using var world = await World.CreateAsync("mkdir mounted; echo x > file");
        await using var mount = await Mount.AtAsync($"{world.Source}/mounted", "-t tmpfs none");
        await Shell.RunAsync(world.Source, "echo y > mounted/inside");

        var backup = await world.BackUpAsync(followMountPoints: follow);

        Assert.Empty(backup.Sink.Failures);
        Assert.Equal(["file", "mounted"], await world.NamesAsync(backup));
        Assert.Equal(follow ? ["inside"] : [], await world.NamesAsync(backup, "mounted"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_of_the_same_file_system_mounted_elsewhere_is_a_mount_point_too(bool follow)
    {
        using var world = await World.CreateAsync("mkdir here there; echo y > there/inside");
        await using var mount = await Mount.AtAsync($"{world.Source}/here", $"--bind {world.Source}/there");

        var backup = await world.BackUpAsync(followMountPoints: follow);

        Assert.Equal(follow ? ["inside"] : [], await world.NamesAsync(backup, "here"));
        Assert.Equal(["inside"], await world.NamesAsync(backup, "there"));
    }

    [Fact]
    public async Task Content_that_is_a_mount_point_itself_is_entered()
    {
        using var world = await World.CreateAsync("mkdir mounted");
        await using var mount = await Mount.AtAsync($"{world.Source}/mounted", "-t tmpfs none");
        await Shell.RunAsync(world.Source, "echo y > mounted/inside");

        var backup = await world.BackUpAsync(content: [world.Source, $"{world.Source}/mounted"], followMountPoints: false);

        Assert.Equal(["inside"], await world.NamesAsync(backup, "mounted"));
    }

    [Theory]
    [InlineData("-t proc none")]
    [InlineData("-t sysfs none")]
    [InlineData("--bind /proc/sys/kernel")]
    public async Task The_kernels_own_file_systems_are_never_entered(string mounted)
    {
        using var world = await World.CreateAsync("mkdir kernel");
        await using var mount = await Mount.AtAsync($"{world.Source}/kernel", mounted);

        var backup = await world.BackUpAsync();

        Assert.Empty(backup.Sink.Failures);
        Assert.Empty(await world.NamesAsync(backup, "kernel"));
    }

    [Fact]
    public async Task Content_on_a_kernels_file_system_is_reported()
    {
        using var world = await World.CreateAsync();

        var backup = await world.BackUpAsync(content: ["/proc/sys/kernel"]);

        Assert.Equal("/proc/sys/kernel", Assert.Single(backup.Sink.Failures).Path);
        Assert.Equal(0, backup.Counts.Files);
    }

    [Fact]
    public async Task A_directory_mounted_below_itself_is_not_entered_again()
    {
        using var world = await World.CreateAsync("mkdir loop; echo x > file");
        await using var mount = await Mount.AtAsync($"{world.Source}/loop", $"--bind {world.Source}");

        var backup = await world.BackUpAsync();

        Assert.Empty(backup.Sink.Failures);
        Assert.Empty(await world.NamesAsync(backup, "loop"));
    }
}
