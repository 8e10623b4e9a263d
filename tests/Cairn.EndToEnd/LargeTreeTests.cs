using System.Globalization;

namespace Cairn.EndToEnd;

/// <summary>The main job on a tree of the size of a whole system. Minutes, so it runs with <c>./test --long</c> only.</summary>
[Trait("Length", "long")]
public sealed class LargeTreeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Fifty_thousand_files_of_this_system_come_back_identically_from_each_level()
    {
        var source = folder.Sub("source");
        await SourceTree.MakeAsync(source);
        await Program.ShellAsync(
            source,
            """
            n=0
            while [ $(find . -type f | wc -l) -lt 50000 ]; do n=$((n + 1)); mkdir usr-$n; cp -a /usr/share /usr/include usr-$n/; done
            """);
        await using var server = await CairnServer.StartAsync(folder.Sub("data"));
        await server.LogInAsync();
        await server.ApplyWorldAsync(source);

        await AssertLevelAsync(server, "FULL", source);
        await SourceTree.ChangeAsync(source);
        await Program.ShellAsync(source, "find usr-1 -type f | awk 'NR % 100 == 0' | while read -r file; do echo changed >> \"$file\"; done; rm -rf usr-1/include");
        await AssertLevelAsync(server, "INCREMENTAL", source);
        await AssertLevelAsync(server, "SYNTHETIC_FULL", source);
    }

    public void Dispose() => folder.Dispose();

    private async Task AssertLevelAsync(CairnServer server, string level, string source)
    {
        var job = await server.WaitAsync(await server.BackUpAsync(level));
        Assert.True(CairnServer.Status(job) == "Completed", job.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"{level}: {job}");
        var target = folder.Sub("restored-" + level);
        var (_, body) = await server.SendAsync(
            HttpMethod.Post, "CreateTask", World.RestoreRequest(job["jobId"]!.GetValue<int>(), source, target), "application/json");
        var restore = await server.WaitAsync(int.Parse(
            CairnServer.Json(body)["jobIds"]![0]!.GetValue<string>(), CultureInfo.InvariantCulture));
        Assert.True(CairnServer.Status(restore) == "Completed", restore.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"restore of {level}: {restore}");
        await TreeListing.AssertEqualAsync(await TreeListing.OfAsync(source), Path.Combine(target, Path.GetFileName(source)));
        await Program.ShellAsync(folder.Path, $"rm -rf '{target}'");
    }
}
