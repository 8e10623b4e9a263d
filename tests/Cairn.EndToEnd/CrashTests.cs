namespace Cairn.EndToEnd;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_job_killed_with_its_server_goes_on_and_restores_identically()
    {
        var source = folder.Sub("source");
        await SourceTree.MakeAsync(source);
        await Program.ShellAsync(source, "for n in $(seq 1 8); do head -c 60000000 /dev/urandom > big-$n; done");
        var data = folder.Sub("data");
        int id;
        await using (var server = await CairnServer.StartAsync(data))
        {
            await server.LogInAsync();
            await server.ApplyWorldAsync(source);
            id = await server.BackUpAsync("FULL");
            var job = await server.PollAsync(id, seen => seen["percentComplete"]!.GetValue<int>() > 10 || CairnServer.IsFinished(seen));
            Assert.False(CairnServer.IsFinished(job), "The job was over before it could be killed.");
            await server.KillAsync();
        }

        await using (var server = await CairnServer.StartAsync(data))
        {
            await server.LogInAsync();
            var job = await server.WaitAsync(id);
            Assert.True(CairnServer.Status(job) == "Completed", job.ToString());

            var target = folder.Sub("target");
            var (_, body) = await server.SendAsync(
                HttpMethod.Post, "CreateTask", World.RestoreRequest(id, source, target), "application/json");
            var restore = int.Parse(
                CairnServer.Json(body)["jobIds"]![0]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal("Completed", CairnServer.Status(await server.WaitAsync(restore)));
            await TreeListing.AssertEqualAsync(await TreeListing.OfAsync(source), Path.Combine(target, "source"));
        }
    }

    public void Dispose() => folder.Dispose();
}
