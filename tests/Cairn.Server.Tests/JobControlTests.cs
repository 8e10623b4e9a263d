using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>Acting on several jobs at once, and changing their order.</summary>
public sealed class JobControlTests(WorldServer world) : IClassFixture<WorldServer>
{
    private readonly RunningServer server = world.Server;

    [Fact]
    public async Task Several_jobs_are_killed_by_their_ids_and_each_refusal_is_told()
    {
        var (one, two) = (await StartSuspendedAsync("default"), await StartSuspendedAsync("projects"));

        var answer = await ActAsync("kill", $$"""{"jobIds":[{{one}},4711,{{two}},{{one}}]}""");

        Assert.Equal(
            [(one, "Killed", null), (4711, null, "unknown-job"), (two, "Killed", null)],
            answer["jobs"]!.AsArray().Select(job => ((int)job!["jobId"]!, (string?)job["status"], (string?)job["error"])));
        Assert.Equal([0, 404, 0], answer["errors"]![0]!["errList"]!.AsArray().Select(item => (int)item!["errorCode"]!));
        Assert.Equal(["Killed", "Killed"], [await StatusAsync(one), await StatusAsync(two)]);
    }

    [Fact]
    public async Task All_of_a_subclient_or_a_client_are_acted_on_and_none_of_another()
    {
        var (one, other) = (await StartSuspendedAsync("default"), await StartSuspendedAsync("projects"));

        var subclient = await ActAsync("kill", """{"entity":{"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"projects"}}""");
        Assert.Equal([other], Jobs(subclient));
        Assert.Equal("Suspended", await StatusAsync(one));

        Assert.Contains(one, Jobs(await ActAsync("kill", """{"entity":{"clientName":"client001"}}""")));
        Assert.Equal("Killed", await StatusAsync(one));
        var again = await server.PostAsync("Jobs/action/kill", """{"entity":{"clientName":"client001"}}""");
        Assert.Equal("""{"errors":[{"errList":[{"errorCode":0,"errLogMessage":"Operation completed"}]}],"jobs":[]}""", again.Text);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest, "jobs-missing")]
    [InlineData("""{"entity":{"clientName":"nobody"}}""", HttpStatusCode.NotFound, "unknown-client")]
    [InlineData("""{"entity":{"clientName":"client001","subclientName":"nothing"}}""", HttpStatusCode.NotFound, "unknown-subclient")]
    [InlineData("""{"jobIds":["x"]}""", HttpStatusCode.BadRequest, "invalid-number")]
    public async Task A_selection_that_means_nothing_is_refused(string request, HttpStatusCode status, string word)
    {
        var answer = await server.PostAsync("Jobs/action/kill", request);

        Assert.Equal((status, word), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_priority_is_changed_until_the_job_has_ended()
    {
        var job = await StartSuspendedAsync("default");

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync($"Job/{job}/action/priority", """{"priority":7}""")).Status);
        var details = (await server.PostAsync("JobDetails", $$"""{"jobId":{{job}}}""")).Json["job"]!["jobDetail"]!;
        var missing = await server.PostAsync($"Job/{job}/action/priority", "{}");
        var beyond = await server.PostAsync($"Job/{job}/action/priority", """{"priority":1000}""");
        await ActAsync("kill", $$"""{"jobIds":[{{job}}]}""");
        var ended = await server.PostAsync($"Job/{job}/action/priority", """{"priority":8}""");

        Assert.Equal(7, (int)details["generalInfo"]!["priority"]!);
        Assert.Contains("priority 166 became 7", details["events"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "priority-missing"), (missing.Status, missing.Error));
        Assert.Equal((HttpStatusCode.BadRequest, "out-of-range"), (beyond.Status, beyond.Error));
        Assert.Equal((HttpStatusCode.Conflict, "wrong-state"), (ended.Status, ended.Error));
    }

    private async Task<JsonNode> ActAsync(string action, string request)
    {
        var answer = await server.PostAsync($"Jobs/action/{action}", request);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    private static IEnumerable<int> Jobs(JsonNode answer) => answer["jobs"]!.AsArray().Select(job => (int)job!["jobId"]!);

    private async Task<string?> StatusAsync(int id) => (string?)(await server.GetAsync($"Job/{id}")).Json["jobs"]![0]!["jobSummary"]!["status"];

    private async Task<int> StartSuspendedAsync(string subclient)
    {
        var request = JsonNode.Parse(WorldServer.Backup("FULL", subclient))!;
        request["taskInfo"]!["subTasks"]![0]!["options"]!["commonOpts"] =
            new JsonObject { ["startUpOpts"] = new JsonObject { ["startInSuspendedState"] = true } };
        var answer = await server.PostAsync("CreateTask", request.ToJsonString());
        return int.Parse((string)answer.Json["jobIds"]![0]!, CultureInfo.InvariantCulture);
    }
}
