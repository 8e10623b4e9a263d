using System.Net;

namespace Cairn.EndToEnd;

public sealed class BackupAndRestoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("reference/immediate.xml", "application/xml")]
    [InlineData("reference/immediate.json", "application/json")]
    public async Task The_reference_pages_first_sample_backs_the_subclient_up(string fixture, string mediaType)
    {
        var source = folder.Sub("source");
        await SourceTree.MakeAsync(source);
        await using var server = await CairnServer.StartAsync(folder.Sub("data"));
        await server.LogInAsync();
        await server.ApplyWorldAsync(source);

        var (status, body) = await server.SendAsync(
            HttpMethod.Post, "CreateTask", await File.ReadAllTextAsync(Program.Fixture(fixture), TestContext.Current.CancellationToken), mediaType, "application/xml");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches("""<TMMsg_CreateTaskResp taskId="\d+"><jobIds val="\d+" ?/></TMMsg_CreateTaskResp>""", body);
        var id = int.Parse(System.Text.RegularExpressions.Regex.Match(body, "val=\"(\\d+)\"").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var job = await server.WaitAsync(id);
        Assert.Equal("Completed", CairnServer.Status(job));
        await AssertRestoresAsync(server, id, source, await TreeListing.OfAsync(source), "restored");
    }

    [Fact]
    public async Task Every_level_of_a_changing_tree_restores_to_what_it_was()
    {
        var source = folder.Sub("source");
        await SourceTree.MakeAsync(source);
        await Program.ShellAsync(folder.Path, "cp -a /usr/include /usr/share/perl /usr/share/doc source/ 2> /dev/null || true");
        await using var server = await CairnServer.StartAsync(folder.Sub("data"));
        await server.LogInAsync();
        await server.ApplyWorldAsync(source);

        var states = new List<(int Job, string Listing)>();
        async Task BackUpAsync(string level)
        {
            var job = await server.WaitAsync(await server.BackUpAsync(level));
            Assert.True(CairnServer.Status(job) == "Completed", job.ToString());
            states.Add((job["jobId"]!.GetValue<int>(), await TreeListing.OfAsync(source)));
        }

        await BackUpAsync("FULL");
        await SourceTree.ChangeAsync(source);
        await BackUpAsync("INCREMENTAL");
        await Program.ShellAsync(source, "echo again > changed-once-more; rm -f texts/2");
        await BackUpAsync("DIFFERENTIAL");
        await BackUpAsync("SYNTHETIC_FULL");

        foreach (var (job, listing) in states)
        {
            await AssertRestoresAsync(server, job, source, listing, $"restored-{job}");
        }
    }

    [Fact]
    public async Task A_repository_opens_without_its_server()
    {
        var source = folder.Sub("source");
        await SourceTree.MakeAsync(source);
        var data = folder.Sub("data");
        await using (var server = await CairnServer.StartAsync(data))
        {
            await server.LogInAsync();
            await server.ApplyWorldAsync(source);
            await server.WaitAsync(await server.BackUpAsync("FULL"));
            await server.KillAsync();
        }

        var repository = Directory.GetDirectories(Path.Combine(data, "libraries"), "repository", SearchOption.AllDirectories).Single();
        var key = Directory.GetFiles(Path.Combine(data, "keys")).Single();
        var target = folder.Sub("target");
        var outcome = await Program.CairnAsync(
            folder.Sub("home"), "repo", "restore", "latest", "--target", target, "--repo", repository, "--password-file", key);

        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        await TreeListing.AssertEqualAsync(await TreeListing.OfAsync(source), target + source);
        var check = await Program.CairnAsync(folder.Sub("home"), "repo", "check", "--read-data", "--repo", repository, "--password-file", key);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }

    public void Dispose() => folder.Dispose();

    private async Task AssertRestoresAsync(CairnServer server, int job, string source, string listing, string name)
    {
        var target = folder.Sub(name);
        var (status, body) = await server.SendAsync(
            HttpMethod.Post, "CreateTask", World.RestoreRequest(job, source, target), "application/json");
        Assert.True(status == HttpStatusCode.OK, body);
        var restore = await server.WaitAsync(int.Parse(
            CairnServer.Json(body)["jobIds"]![0]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(CairnServer.Status(restore) == "Completed", restore.ToString());
        await TreeListing.AssertEqualAsync(listing, Path.Combine(target, Path.GetFileName(source)));
    }
}
