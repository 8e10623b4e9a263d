namespace Cairn.EndToEnd;

public sealed class QuickstartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Quickstart_backs_up_restores_and_compares()
    {
        var source = folder.Sub("source");
        await Program.ShellAsync(source, "mkdir -p a/b && echo one > a/one && echo two > a/b/two && ln -s one a/link && ln a/one a/b/hard");

        var outcome = await Program.CairnAsync(folder.Sub("home"), "quickstart", source, "--exit");

        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Assert.Contains("curl", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("identical", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quickstart_of_a_folder_that_does_not_exist_says_so()
    {
        var outcome = await Program.CairnAsync(folder.Sub("home"), "quickstart", Path.Combine(folder.Path, "nowhere"), "--exit");

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("nowhere", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
