using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class JobTests(WorldServer world) : IClassFixture<WorldServer>
{
    private readonly RunningServer server = world.Server;

    [Fact]
    public async Task A_job_is_readable_as_soon_as_it_is_named_and_has_all_that_clients_need()
    {
        var created = await server.PostAsync("CreateTask", WorldServer.Backup("FULL"));
        var answer = await server.GetAsync($"Job/{(string?)created.Json["jobIds"]![0]}");

        Assert.Equal(1, (int)answer.Json["totalRecordsWithoutPaging"]!);
        var job = answer.Json["jobs"]![0]!["jobSummary"]!.AsObject();
        string[] needed =
        [
            "jobId", "status", "isVisible", "percentComplete", "jobStartTime", "lastUpdateTime", "jobEndTime", "jobElapsedTime", "jobType",
            "backupLevelName", "appTypeName", "currentPhaseName", "pendingReason", "sizeOfApplication", "totalNumOfFiles", "userName", "subclient",
        ];
        Assert.Empty(needed.Except(job.Select(member => member.Key)));
        Assert.True((bool)job["isVisible"]!);
        Assert.Equal("client001", (string?)job["subclient"]!["clientName"]);
        Assert.Equal(1, (int)job["subclient"]!["instanceId"]!);
    }

    [Fact]
    public async Task A_finished_job_tells_its_figures_and_its_history()
    {
        var job = await world.RunAsync(WorldServer.Backup("FULL"));
        var summary = (await server.GetAsync($"Job/{job.Id}")).Json["jobs"]![0]!["jobSummary"]!;
        var details = (await server.PostAsync("JobDetails", $$"""{"jobId":{{job.Id}},"showAttempt":true}""")).Json["job"]!["jobDetail"]!;

        Assert.Equal("Completed", (string?)summary["status"]);
        Assert.Equal(100, (int)summary["percentComplete"]!);
        Assert.Equal(2, (int)summary["totalNumOfFiles"]!);
        Assert.True((long)summary["jobEndTime"]! >= (long)summary["jobStartTime"]!);
        Assert.Equal("Completed", (string?)details["progressInfo"]!["state"]);
        Assert.Single(details["attemptsInfo"]!.AsArray());
        Assert.Equal("admin", (string?)details["generalInfo"]!["jobStartedBy"]);
        Assert.NotEmpty(details["events"]!.AsArray());
    }

    [Fact]
    public async Task JobDetails_are_asked_for_in_xml_too()
    {
        var job = await world.RunAsync(WorldServer.Backup("FULL"));
        var answer = await server.PostAsync("JobDetails", $"<JobManager_JobDetailRequest jobId=\"{job.Id}\"/>", "application/xml", "application/xml");

        Assert.StartsWith("<JobManager_JobDetailResponse>", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Job/4711")]
    [InlineData("Job/None")]
    [InlineData("Job/99999999999")]
    public async Task An_unknown_job_is_404(string path)
    {
        var answer = await server.GetAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "unknown-job"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_suspended_job_waits_until_it_is_resumed_and_can_be_killed()
    {
        var id = await StartSuspendedAsync();
        Assert.Equal("Suspended", await StatusAsync(id));

        var killed = await server.PostAsync($"Job/{id}/action/kill", "", "application/xml");
        Assert.Equal("""{"errors":[{"errList":[{"errorCode":0,"errLogMessage":"Operation completed"}]}]}""", killed.Text);
        Assert.Equal("Killed", await StatusAsync(id));

        var other = await StartSuspendedAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync($"Job/{other}/action/resume", "", "application/xml")).Status);
        Assert.Equal("Completed", (await world.WaitAsync(other)).Status);
    }

    [Fact]
    public async Task Controlling_what_cannot_be_controlled_says_why()
    {
        var job = await world.RunAsync(WorldServer.Backup("FULL"));

        var finished = await server.PostAsync($"Job/{job.Id}/action/pause", "");
        var unknown = await server.PostAsync("Job/4711/action/kill", "");
        var nonsense = await server.PostAsync($"Job/{job.Id}/action/dance", "");

        Assert.Equal((HttpStatusCode.Conflict, "wrong-state"), (finished.Status, finished.Error));
        Assert.Equal((HttpStatusCode.NotFound, "unknown-job"), (unknown.Status, unknown.Error));
        Assert.Equal((HttpStatusCode.NotFound, "unknown-path"), (nonsense.Status, nonsense.Error));
    }

    [Fact]
    public async Task Lists_are_filtered_by_category_subclient_and_type_and_come_in_pages_newest_first()
    {
        var first = await world.RunAsync(WorldServer.Backup("FULL", "projects"));
        var second = await world.RunAsync(WorldServer.Backup("FULL", "projects"));
        await world.RunAsync(WorldServer.Backup("FULL"));

        var list = await ListAsync("""{"category":2,"jobFilter":{"entity":{"subclientId":12},"jobTypeList":["Backup"]},"pagingConfig":{"limit":1,"sortDirection":1}}""");
        Assert.Equal(second.Id, (int)list["jobs"]!.AsArray().Single()!["jobSummary"]!["jobId"]!);
        Assert.True((int)list["totalRecordsWithoutPaging"]! >= 2);
        var next = await ListAsync("""{"category":2,"jobFilter":{"entity":{"subclientId":12}},"pagingConfig":{"limit":1,"offset":1,"sortDirection":1}}""");
        Assert.Equal(first.Id, (int)next["jobs"]!.AsArray().Single()!["jobSummary"]!["jobId"]!);
    }

    [Theory]
    [InlineData("""{"jobFilter":{"jobTypeList":["WORKFLOW"]}}""")]
    [InlineData("""{"jobFilter":{"clientList":[{"clientId":91}]}}""")]
    public async Task A_list_without_jobs_has_a_count_and_an_empty_list(string request)
    {
        Assert.Equal("""{"totalRecordsWithoutPaging":0,"jobs":[]}""", (await server.PostAsync("Jobs", request)).Text);
    }

    [Fact]
    public async Task GET_Job_takes_its_filter_from_the_query_and_its_page_from_headers()
    {
        await world.RunAsync(WorldServer.Backup("FULL"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "Job?clientId=89&completedJobLookupTime=&jobCategory=Finished&jobFilter=&hideAdminjobs=false");
        request.Headers.Add("limit", "1");

        var answer = await server.SendAsync(request);
        var wrong = await server.GetAsync("Job?jobCategory=Some");

        Assert.Single(answer.Json["jobs"]!.AsArray());
        Assert.Equal("invalid-enum", wrong.Error);
    }

    private async Task<JsonNode> ListAsync(string request) => (await server.PostAsync("Jobs", request)).Json;

    private async Task<string?> StatusAsync(int id) => (string?)(await server.GetAsync($"Job/{id}")).Json["jobs"]![0]!["jobSummary"]!["status"];

    private async Task<int> StartSuspendedAsync()
    {
        var request = JsonNode.Parse(WorldServer.Backup("FULL"))!;
        request["taskInfo"]!["subTasks"]![0]!["options"]!["commonOpts"] =
            new JsonObject { ["startUpOpts"] = new JsonObject { ["startInSuspendedState"] = true } };
        var answer = await server.PostAsync("CreateTask", request.ToJsonString());
        return int.Parse((string)answer.Json["jobIds"]![0]!, CultureInfo.InvariantCulture);
    }
}
