using Cairn.DataAgents.FileSystem.Comparison;
using Cairn.DataAgents.Tests.Support;

namespace Cairn.DataAgents.Tests.FileSystem;

public sealed class TreeComparisonTests
{
    [Theory]
    [InlineData("true", "")]
    [InlineData("printf X | dd of=a/file bs=1 seek=2 conv=notrunc status=none; touch -d 2020-01-01 a/file", "/a/file content")]
    [InlineData("echo more >> a/file; touch -d 2020-01-01 a/file", "/a/file size")]
    [InlineData("chmod 4644 a/file", "/a/file mode")]
    [InlineData("chown 7 a/file", "/a/file owner")]
    [InlineData("touch -d '2020-01-01 00:00:00.000000001' a/file", "/a/file modification time")]
    [InlineData("ln -sfn other link; touch -h -d 2020-01-01 link", "/link target")]
    [InlineData("rm link; mkdir link; touch -d 2020-01-01 link", "/link kind")]
    [InlineData("rm pipe", "/pipe presence")]
    [InlineData("touch -d 2020-01-01 extra", "/extra presence")]
    [InlineData("rm hard; cp -p a/file hard", "/a/file link of")]
    [InlineData("rm null; mknod null c 1 5; touch -d 2020-01-01 null", "/null device")]
    [InlineData("chmod 700 .", "/ mode")]
    public async Task Every_kind_of_difference_is_found_and_nothing_else(string change, string expected)
    {
        const string Make = "mkdir a; seq 100 > a/file; ln a/file hard; ln -s a link; mkfifo pipe; mknod null c 1 3; find . | xargs touch -h -d 2020-01-01";
        using var folder = new TemporaryFolder();
        await Shell.RunAsync(folder.Folder("left"), Make);
        await Shell.RunAsync(folder.Folder("right"), $"{Make}; {change}; touch -d 2020-01-01 .");

        var differences = await TreeComparison.CompareAsync(folder["left"], folder["right"], TestContext.Current.CancellationToken);

        // Two names of one file change together.
        var otherName = expected.Replace("/a/file", "/hard", StringComparison.Ordinal);
        var found = differences.Select(difference => $"{difference.Path} {difference.Aspect}").Where(text => text == expected || text != otherName);
        Assert.Equal(expected, string.Join(", ", found));
    }

    [Fact]
    public async Task Two_files_can_be_compared()
    {
        using var folder = new TemporaryFolder();
        await Shell.RunAsync(folder.Path, "echo x > a; cp -p a b; echo y > c");

        Assert.Empty(await TreeComparison.CompareAsync(folder["a"], folder["b"], TestContext.Current.CancellationToken));
        Assert.NotEmpty(await TreeComparison.CompareAsync(folder["a"], folder["c"], TestContext.Current.CancellationToken));
    }
}
