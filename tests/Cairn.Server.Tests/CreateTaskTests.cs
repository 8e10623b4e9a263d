using System.Net;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Cairn.Server.Tests.Support;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;

namespace Cairn.Server.Tests;

public sealed class CreateTaskTests(WorldServer world) : IClassFixture<WorldServer>
{
    [Fact]
    public async Task The_reference_pages_immediate_sample_is_answered_as_the_page_shows_and_backs_the_content_up()
    {
        var sample = await File.ReadAllTextAsync(ProjectFiles.Reference("immediate.xml"), TestContext.Current.CancellationToken);

        var answer = await world.Server.PostAsync("CreateTask", sample, "application/xml", "application/xml");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var match = System.Text.RegularExpressions.Regex.Match(
            answer.Text, "^<TMMsg_CreateTaskResp taskId=\"([0-9]+)\"><jobIds val=\"([0-9]+)\" ?/></TMMsg_CreateTaskResp>$");
        Assert.True(match.Success, answer.Text);
        var job = await world.WaitAsync(int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("Completed", job.Status);
        Assert.Equal(10, job.Subclient.SubclientId);
        Assert.Contains("startNewMedia=true", job.NotActedOn);
    }

    [Fact]
    public async Task The_same_sample_in_json_is_answered_with_a_number_and_a_list_of_texts()
    {
        var sample = await File.ReadAllBytesAsync(ProjectFiles.Reference("immediate.xml"), TestContext.Current.CancellationToken);
        var json = System.Text.Encoding.UTF8.GetString(
            WireCodec.Encode(WireCodec.Decode<CreateTaskRequest>(sample, null).Message, WireFormat.Json));

        var answer = await world.Server.PostAsync("CreateTask", json);

        Assert.Matches("""^\{"taskId":[0-9]+,"jobIds":\["[0-9]+"\]\}$""", answer.Text);
    }

    [Fact]
    public async Task The_reference_pages_schedule_sample_is_stored_and_answered_with_its_task_alone()
    {
        var sample = await File.ReadAllTextAsync(ProjectFiles.Reference("schedule.xml"), TestContext.Current.CancellationToken);

        var xml = await world.Server.PostAsync("CreateTask", sample, "application/xml", "application/xml");
        var json = await world.Server.PostAsync("CreateTask", sample, "application/xml");

        Assert.Matches("^<TMMsg_CreateTaskResp taskId=\"[0-9]+\" ?/>$", xml.Text);
        Assert.Matches("""^\{"taskId":[0-9]+\}$""", json.Text);
    }

    [Fact]
    public async Task An_incremental_after_a_full_reads_what_changed_and_the_first_becomes_a_full()
    {
        await using var fresh = new WorldServer();
        await fresh.InitializeAsync();
        var first = await fresh.RunAsync(WorldServer.Backup("INCREMENTAL", "projects"));
        await File.WriteAllTextAsync(Path.Combine(fresh.Content("projects"), "new.txt"), "new", TestContext.Current.CancellationToken);
        var second = await fresh.RunAsync(WorldServer.Backup("INCREMENTAL", "projects"));

        Assert.Equal((BackupLevel.Incremental, BackupLevel.Full), (first.LevelAsked, first.LevelRun));
        Assert.NotEmpty(first.LevelReason!);
        Assert.Equal(BackupLevel.Incremental, second.LevelRun);
    }

    [Theory]
    [InlineData("""{"taskInfo":{"task":{"taskType":1}}}""", 400, "subtasks-missing")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1,"policyType":7},"subTasks":[{}]}}""", 400, "unsupported-policy-type")]
    [InlineData("""{"taskInfo":{"subTasks":[{}]}}""", 400, "task-type-missing")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1},"subTasks":[{"subTask":{"subTaskType":1,"operationType":4018}}]}}""", 400, "unsupported-operation")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1},"associations":[{"_type_":3,"clientId":89}],"subTasks":[{}]}}""", 400, "unsupported-entity-type")]
    [InlineData("""{"taskInfo":{"task":{"taskType":2},"associations":[{"subclientId":10}],"subTasks":[{"subTask":{"operationType":2}}]}}""", 400, "pattern-missing")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1,"taskFlags":{"disabled":true}},"associations":[{"subclientId":10}],"subTasks":[{"subTask":{"subTaskType":2}}]}}""", 400, "immediate-disabled")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1},"associations":[{"subclientId":10}],"subTasks":[{}]}}""", 400, "operation-missing")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1},"associations":[{"subclientId":10}],"subTasks":[{"subTask":{"operationType":2},"options":{"commonOpts":{"jobRetryOpts":{"runningTime":{"enableTotalRunningTime":true,"totalRunningTime":0}}}}}]}}""", 400, "out-of-range")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1},"associations":[{"subclientId":10}],"subTasks":[{"subTask":{"operationType":2},"options":{"backupOpts":{"dataPathOpt":{"library":{"libraryName":"nowhere"}}}}}]}}""", 404, "unknown-library")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1},"associations":[{"subclientId":10}],"subTasks":[{"subTask":{"operationType":2},"options":{"backupOpts":{"dataPathOpt":{"library":{"libraryName":"disk1","libraryId":3}}}}}]}}""", 400, "data-path-contradicts")]
    public async Task A_task_that_makes_no_sense_is_refused_by_its_word(string body, int status, string word)
    {
        var answer = await world.Server.PostAsync("CreateTask", body);

        Assert.Equal((status, word), ((int)answer.Status, answer.Error));
        Assert.Null(answer.Json["taskId"]);
    }

    [Fact]
    public async Task A_library_given_by_name_is_the_one_that_the_job_writes_to()
    {
        var job = await world.RunAsync("""
            {"taskInfo":{"task":{"taskType":1},"associations":[{"subclientId":10}],"subTasks":[{"subTask":{"operationType":2},
            "options":{"backupOpts":{"backupLevel":1,"dataPathOpt":{"library":{"libraryName":"DISK1"}}}}}]}}
            """);
        var details = await world.Server.Service<JobQueries>().DetailsAsync(job.Id, TestContext.Current.CancellationToken);

        Assert.Equal(9, details!.Asked.Backup!.DataPath.LibraryId);
        Assert.DoesNotContain(job.NotActedOn, parameter => parameter.StartsWith("library", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_shows_values_as_the_wire_has_them_and_shortened()
    {
        var operation = await world.Server.PostAsync("CreateTask", """{"taskInfo":{"task":{"taskType":1},"subTasks":[{"subTask":{"operationType":4003}}]}}""");
        var type = await world.Server.PostAsync("CreateTask", """{"taskInfo":{"task":{},"subTasks":[{}]}}""");
        var name = await world.Server.PostAsync(
            "CreateTask", """{"taskInfo":{"task":{"taskType":1},"subTasks":[{"subTask":{"operationType":2,"subTaskName":"#"}}]}}""".Replace("#", new string('x', 256), StringComparison.Ordinal));

        Assert.Equal("AUX_COPY", (string?)operation.Json["value"]);
        Assert.Contains("taskType is missing", (string?)type.Json["errorMessage"], StringComparison.Ordinal);
        Assert.Equal("too-long", name.Error);
        Assert.InRange(((string)name.Json["value"]!).Length, 1, 100);
    }

    [Fact]
    public async Task A_viewer_may_not_back_up()
    {
        var token = await world.Server.LogInAsync("viewer", "only-for-looking");
        using var request = new HttpRequestMessage(HttpMethod.Post, "CreateTask") { Content = new StringContent(WorldServer.Backup("FULL")) };
        request.Headers.Add("Authtoken", token);

        var answer = await world.Server.SendAsync(request);

        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task What_is_odd_is_told_with_the_job()
    {
        var body = """
            {"taskInfo":{"associations":[{"subclientId":12}],"task":{"taskType":1,"taskId":77},"mystery":1,
            "subTasks":[{"subTask":{"operationType":2},"options":{"commonOpts":{"startUpOpts":{"priority":3}}}}]}}
            """;
        var answer = await world.Server.PostAsync("CreateTask", body);
        var id = int.Parse((string)answer.Json["jobIds"]![0]!, System.Globalization.CultureInfo.InvariantCulture);
        var details = await world.Server.Service<JobQueries>().DetailsAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(["unknown-member", "task-id-ignored", "priority-ignored"], details!.Warnings.Select(warning => warning.Word));
    }
}
