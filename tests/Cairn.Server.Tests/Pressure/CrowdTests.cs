using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Pressure;

/// <summary>Many at once, and many in one.</summary>
public sealed class CrowdTests(WorldServer world) : IClassFixture<WorldServer>
{
    private const int Crowd = 500;

    [Fact]
    public async Task Five_hundred_connections_at_once_all_get_their_own_answer()
    {
        var request = JsonNode.Parse(WorldServer.Backup("FULL"))!;
        request["taskInfo"]!["subTasks"]![0]!["options"]!["commonOpts"] =
            new JsonObject { ["startUpOpts"] = new JsonObject { ["startInSuspendedState"] = true } };
        var body = request.ToJsonString();

        var creating = Enumerable.Range(0, Crowd).Select(_ => world.Server.PostAsync("CreateTask", body)).ToList();
        var looking = Enumerable.Range(0, Crowd).Select(_ => world.Server.GetAsync("Job?limit=1&jobFilter=")).ToList();
        var created = await Task.WhenAll(creating);
        var seen = await Task.WhenAll(looking);

        Assert.All(created.Concat(seen), answer => Assert.True(answer.Status == HttpStatusCode.OK, answer.Text));
        var jobs = created.Select(answer => (string)answer.Json["jobIds"]![0]!).ToList();
        Assert.Equal(Crowd, jobs.Distinct().Count());
        await world.Server.PostAsync("Jobs/action/kill", new JsonObject
        {
            ["jobIds"] = new JsonArray([.. jobs.Select(job => JsonValue.Create(int.Parse(job, CultureInfo.InvariantCulture)))]),
        }.ToJsonString());
    }

    [Fact]
    public async Task Ten_thousand_associations_are_refused_by_their_number()
    {
        var associations = string.Join(',', Enumerable.Repeat("""{"clientId":89}""", 10_000));
        var body = $"{{\"taskInfo\":{{\"associations\":[{associations}]}}}}";

        var answer = await world.Server.PostAsync("CreateTask", body);

        Assert.Equal((HttpStatusCode.BadRequest, "too-many-members"), (answer.Status, answer.Error));
    }
}
