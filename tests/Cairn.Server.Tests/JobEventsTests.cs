using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>Jobs as Server-Sent Events.</summary>
public sealed class JobEventsTests(WorldServer world) : IClassFixture<WorldServer>
{
    private readonly RunningServer server = world.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_told_each_time_it_changes_and_once_more_when_it_has_ended()
    {
        var id = await StartSuspendedAsync();
        await using var events = (await OpenAsync(server, $"Job/{id}/events")).GetAsyncEnumerator(Cancellation);

        Assert.Equal("Suspended", (await NextAsync(events))!["status"]!.GetValue<string>());
        await server.PostAsync($"Job/{id}/action/resume", "");
        var told = new List<string?>();
        while (await NextAsync(events) is { } job)
            told.Add((string?)job["status"]);

        Assert.Equal("Completed", told[^1]);
        Assert.Single(told, status => status == "Completed");
        Assert.Equal("end", events.Current.EventType);
    }

    [Fact]
    public async Task Whoever_follows_all_jobs_hears_of_those_that_come_and_of_how_they_end()
    {
        await using var events = (await OpenAsync(server, "Jobs/events")).GetAsyncEnumerator(Cancellation);
        await events.MoveNextAsync();
        Assert.Equal("ping", events.Current.EventType);

        // It begins to look after its first answer; a job that ended before that is no news.
        var suspended = await StartSuspendedAsync();
        while ((int)(await NextAsync(events))!["jobId"]! != suspended)
            continue;
        var quick = await world.RunAsync(WorldServer.Backup("FULL", "projects"));
        await server.PostAsync($"Job/{suspended}/action/kill", "");
        var ends = new Dictionary<int, string?>();
        while (!(ends.ContainsKey(quick.Id) && ends.ContainsKey(suspended)))
            if (await NextAsync(events) is { } job && (long)job["jobEndTime"]! > 0)
                ends[(int)job["jobId"]!] = (string?)job["status"];

        Assert.Equal(("Completed", "Killed"), (ends[quick.Id], ends[suspended]));
    }

    [Fact]
    public async Task An_unknown_job_can_not_be_followed()
    {
        var answer = await server.GetAsync("Job/4711/events");

        Assert.Equal((HttpStatusCode.NotFound, "unknown-job"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_those_who_watch()
    {
        var own = await RunningServer.StartAsync();
        await using var events = (await OpenAsync(own, "Jobs/events")).GetAsyncEnumerator(Cancellation);
        Assert.True(await events.MoveNextAsync());

        var stopped = own.StopAsync();
        while (await events.MoveNextAsync())
            Assert.Equal("ping", events.Current.EventType);

        await stopped;
        await own.DisposeAsync();
    }

    private static async Task<IAsyncEnumerable<SseItem<string>>> OpenAsync(RunningServer server, string path)
    {
        var response = await server.OpenAsync(new HttpRequestMessage(HttpMethod.Get, path));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation);
    }

    /// <summary>The next job; null at the end.</summary>
    private static async Task<JsonNode?> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        while (await events.MoveNextAsync() && events.Current.EventType != "end")
            if (events.Current.EventType == "job")
                return JsonNode.Parse(events.Current.Data);
        return null;
    }

    private async Task<int> StartSuspendedAsync()
    {
        var request = JsonNode.Parse(WorldServer.Backup("FULL"))!;
        request["taskInfo"]!["subTasks"]![0]!["options"]!["commonOpts"] =
            new JsonObject { ["startUpOpts"] = new JsonObject { ["startInSuspendedState"] = true } };
        var answer = await server.PostAsync("CreateTask", request.ToJsonString());
        return int.Parse((string)answer.Json["jobIds"]![0]!, CultureInfo.InvariantCulture);
    }
}
