using System.Net;
using System.Text.Json.Nodes;
using Cairn.Wire;

namespace Cairn.Server.Tests.Rights;

/// <summary>To a user who doesn't see it, what there is answers as what there is not, to the letter.</summary>
public sealed class LookAlikeTests(RightsServer world) : IClassFixture<RightsServer>
{
    private static readonly string[] Users = ["administer-subclient", "backup-subclient", RightsServer.Nobody];

    [Theory]
    [InlineData("""{"subclientId":22}""", """{"subclientId":4722}""")]
    [InlineData("""{"subclientId":12}""", """{"subclientId":4712}""")]
    [InlineData("""{"backupsetId":202}""", """{"backupsetId":4702}""")]
    [InlineData("""{"clientId":90}""", """{"clientId":4790}""")]
    [InlineData("""{"instanceId":101}""", """{"instanceId":4701}""")]
    [InlineData("""{"clientName":"client002"}""", """{"clientName":"client999"}""")]
    [InlineData("""{"clientName":"client002","clientId":90}""", """{"clientName":"client999","clientId":4790}""")]
    [InlineData("""{"clientName":"CLIENT002","subclientId":22}""", """{"clientName":"CLIENT999","subclientId":4722}""")]
    [InlineData("""{"clientName":"client001","subclientName":"projects"}""", """{"clientName":"client001","subclientName":"nonesuch"}""")]
    [InlineData("""{"clientName":"client001","appName":"Virtual Server"}""", """{"clientName":"client001","appName":"Informix"}""")]
    [InlineData("""{"appName":"PostgreSQL"}""", """{"appName":"Informix"}""")]
    public async Task An_entity(string hidden, string missing)
    {
        foreach (var user in Users)
        {
            await AlikeAsync(user, "CreateTask", hidden, missing, entity => RightsRequests.Backup(entity));
            await AlikeAsync(user, "DoBrowse", hidden, missing, RightsRequests.Browse);
        }
    }

    [Fact]
    public async Task A_job()
    {
        var hidden = $"{world.Backups[22]}";
        foreach (var user in Users)
        {
            Assert.Equal(await GetAsync(user, "Job/4711", "4711"), await GetAsync(user, $"Job/{hidden}", hidden));
            foreach (var action in (string[])["kill", "pause", "resume"])
                Assert.Equal(
                    await PostAsync(user, "Job/4711/action/" + action, "", "4711"), await PostAsync(user, $"Job/{hidden}/action/{action}", "", hidden));
            Assert.Equal(
                await PostAsync(user, "JobDetails", """{"jobId":4711}""", "4711"),
                await PostAsync(user, "JobDetails", $$"""{"jobId":{{hidden}}}""", hidden));
        }
    }

    [Fact]
    public async Task What_a_restore_names_beside_its_subclient()
    {
        var hidden = world.Backups[22];
        var toHidden = RightsRequests.Restore(10, Destination("client002")).ToJsonString();
        var toMissing = RightsRequests.Restore(10, Destination("client999")).ToJsonString();

        Assert.Equal(
            await PostAsync("restore-client", "CreateTask", RightsRequests.Restore(10, fromJob: 4711).ToJsonString(), "4711"),
            await PostAsync("restore-client", "CreateTask", RightsRequests.Restore(10, fromJob: hidden).ToJsonString(), $"{hidden}"));
        Assert.Equal(
            await PostAsync("restore-client", "CreateTask", toMissing, "client999"), await PostAsync("restore-client", "CreateTask", toHidden, "client002"));
    }

    [Fact]
    public async Task A_list_of_a_clients_jobs()
    {
        const string missing = """{"jobFilter":{"clientList":[{"clientId":4790}]}}""";

        foreach (var user in Users)
            Assert.Equal(
                await PostAsync(user, "Jobs", missing, "4790"),
                await PostAsync(user, "Jobs", missing.Replace("4790", "90", StringComparison.Ordinal), "4790"));
    }

    private static JsonObject Destination(string client) =>
        new() { ["inPlace"] = true, ["destClient"] = new JsonObject { ["clientName"] = client } };

    private async Task AlikeAsync(string user, string path, string hidden, string missing, Func<JsonObject, JsonObject> request)
    {
        var (there, nowhere) = (JsonNode.Parse(hidden)!.AsObject(), JsonNode.Parse(missing)!.AsObject());
        var values = there.Select(pair => (There: $"{pair.Value}", Nowhere: $"{nowhere[pair.Key]}")).Where(pair => pair.There != pair.Nowhere).ToList();
        var (first, second) = (
            await PostAsync(user, path, request(there).ToJsonString(), [.. values.Select(pair => pair.There)]),
            await PostAsync(user, path, request(nowhere).ToJsonString(), [.. values.Select(pair => pair.Nowhere)]));
        Assert.Equal(second, first);
        Assert.Equal(HttpStatusCode.NotFound, first.Status);
    }

    private Task<(HttpStatusCode Status, string Text)> GetAsync(string user, string path, params string[] values) =>
        SendAsync(user, HttpMethod.Get, path, null, values);

    private Task<(HttpStatusCode Status, string Text)> PostAsync(string user, string path, string body, params string[] values) =>
        SendAsync(user, HttpMethod.Post, path, body, values);

    /// <summary>The answer, without the values that were asked for.</summary>
    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string user, HttpMethod method, string path, string? body, string[] values)
    {
        var answer = await world.SendAsync(user, method, path, body, WireFormat.Json);
        return (answer.Status, values.Aggregate(answer.Text, (text, value) => text.Replace($"{value}", "#", StringComparison.Ordinal)));
    }
}
