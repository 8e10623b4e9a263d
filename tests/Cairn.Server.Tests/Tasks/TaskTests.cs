using System.Net;
using System.Xml.Linq;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Tasks;

public sealed class TaskTests(WorldServer world) : IClassFixture<WorldServer>
{
    private readonly RunningServer server = world.Server;

    [Fact]
    public async Task The_reference_pages_schedule_is_read_back_as_monday_to_friday_at_nine_in_the_evening()
    {
        var task = await server.TaskAsync(await ReadAsync("schedule.xml"), "application/xml");

        var subTask = task["taskInfo"]!["subTasks"]![0]!;
        var pattern = subTask["pattern"]!;
        Assert.Equal("test_schedule_1", (string?)subTask["subTask"]!["subTaskName"]);
        Assert.Equal("Weekly", (string?)pattern["freq_type"]);
        Assert.Equal(2 + 4 + 8 + 16 + 32, (int)pattern["freq_interval"]!);
        Assert.Equal(1, (int)pattern["freq_recurrence_factor"]!);
        Assert.Equal("2016-05-03 00:00:00", (string?)pattern["active_start_date"]);
        Assert.Equal(21 * 3600, (int)pattern["active_start_time"]!);
        Assert.Equal("(UTC) Coordinated Universal Time", (string?)pattern["timeZone"]!["TimeZoneName"]);
        Assert.Equal(
            [false, true, true, true, true, true, false],
            new[] { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" }.Select(day => (bool)pattern["daysToRun"]![day]!));
        Assert.Equal("SCHEDULE", (string?)task["taskInfo"]!["task"]!["taskType"]);
        Assert.Equal(0, (int)task["totalJobs"]!);
        Assert.Null(task["jobs"]);
    }

    [Fact]
    public async Task Its_association_is_shown_with_all_its_levels()
    {
        var task = await server.TaskAsync(await ReadAsync("schedule.xml"), "application/xml");

        Assert.Equal(
            """
            {"_type_":"SUBCLIENT_ENTITY","clientId":89,"clientName":"client001","appName":"Virtual Server","applicationId":106,"instanceId":100,"instanceName":"VMware","backupsetId":190,"backupsetName":"defaultBackupSet","subclientId":11,"subclientName":"default"}
            """.Trim(),
            Assert.Single(task["taskInfo"]!["associations"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task Of_each_parameter_it_is_told_what_was_given_and_what_was_taken()
    {
        var task = await server.TaskAsync(await ReadAsync("immediate.xml"), "application/xml");

        (string Path, string? Given, string? Taken, string Use)[] expected =
        [
            ("backupOpts.backupLevel", "FULL", "FULL", "given"),
            ("dataOpt.createNewIndex", "false", "false", "given"),
            ("backupOpts.collectMetaInfo", null, "true", "default"),
            ("backupOpts.runIncrementalBackup", "true", null, "unused"),
            ("library.libraryId", "0", null, "unused"),
            ("mediaOpt.retentionJobType", "STORAGE_POLICY_DEFAULT", "STORAGE_POLICY_DEFAULT", "given"),
            ("mediaOpt.numberofDays", "30", null, "unused"),
            ("runningTime.totalRunningTime", "3600", null, "unused"),
            ("startUpOpts.priority", "166", "166", "given"),
            ("task.sequenceNumber", "10", "10", "given"),
            ("associations[0].subclientName", "default", null, "resolved"),
        ];
        Assert.All(expected, wanted =>
        {
            var entry = task.Parameter(wanted.Path)!;
            Assert.Equal(wanted, (wanted.Path, (string?)entry["given"], (string?)entry["taken"], (string)entry["use"]!));
        });
        Assert.Equal("misspelt-attribute", (string?)Assert.Single(task["warnings"]!.AsArray())!["warning"]);
        Assert.Contains("startNewMedia=true", task["notActedOn"]!.AsArray().Select(item => (string?)item));
        Assert.Equal(1, (int)task["totalJobs"]!);
        Assert.Equal("client001", (string?)task["jobs"]![0]!["jobSummary"]!["subclient"]!["clientName"]);
    }

    [Fact]
    public async Task A_device_by_name_is_shown_with_its_id_and_a_restore_with_its_paths()
    {
        var backup = await server.TaskAsync(WorldServer.Backup("FULL").Replace(
            "\"backupLevel\":\"FULL\"", "\"dataPathOpt\":{\"library\":{\"libraryName\":\"disk1\"}}", StringComparison.Ordinal));
        await world.RunAsync(WorldServer.Backup("FULL"));
        var restore = await server.TaskAsync(WorldServer.Restore(new()
        {
            ["fileOption"] = new System.Text.Json.Nodes.JsonObject { ["sourceItem"] = world.Content("default") + "/one.txt" },
            ["destination"] = new System.Text.Json.Nodes.JsonObject { ["destPath"] = Path.Combine(server.Folder, "out") },
        }));

        Assert.Equal("9", (string?)backup.Parameter("library.libraryId")!["taken"]);
        Assert.Equal("unused", (string?)backup.Parameter("library.libraryName")!["use"]);
        var options = restore["taskInfo"]!["subTasks"]![0]!["options"]!;
        Assert.Null(options["backupOpts"]);
        Assert.False((bool)options["restoreOptions"]!["destination"]!["inPlace"]!);
        Assert.Equal(world.Content("default") + "/one.txt", (string?)options["restoreOptions"]!["fileOption"]!["sourceItem"]![0]);
        Assert.True((bool)options["restoreOptions"]!["commonOptions"]!["unconditionalOverwrite"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("commandcenter/api/")]
    [InlineData("webconsole/api/")]
    [InlineData("SearchSvc/CVWebService.svc/")]
    public async Task It_is_served_under_every_base_in_xml_and_json(string root)
    {
        var created = await server.PostAsync("CreateTask", await ReadAsync("schedule.xml"), "application/xml");

        var json = await server.GetAsync($"{root}Task/{created.TaskId()}");
        var xml = await server.GetAsync($"{root}task/{created.TaskId()}", "application/xml");

        var element = XElement.Parse(xml.Text);
        Assert.Equal("TMMsg_GetTaskResp", element.Name.LocalName);
        Assert.Equal((string?)element.Attribute("taskId"), (string?)json.Json["taskId"]!.ToString());
        Assert.Equal(json.Json["parameters"]!.AsArray().Count, element.Elements("parameters").Count());
        Assert.Equal("21", $"{(int)element.Descendants("pattern").Single().Attribute("active_start_time")! / 3600}");
    }

    [Theory]
    [InlineData("Task/999999")]
    [InlineData("Task/0")]
    [InlineData("Task/-1")]
    [InlineData("Task/99999999999999999999")]
    [InlineData("Task/one")]
    public async Task A_task_that_is_not_there_is_unknown(string path)
    {
        var answer = await server.GetAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "unknown-task", "taskId"), (answer.Status, answer.Error, (string?)answer.Json["parameter"]));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        var answer = await server.SendAsync(new HttpRequestMessage(HttpMethod.Get, "Task/1"), withToken: false);

        Assert.Equal((HttpStatusCode.Unauthorized, "access-denied"), (answer.Status, answer.Error));
    }

    private static Task<string> ReadAsync(string sample) =>
        File.ReadAllTextAsync(ProjectFiles.Reference(sample), TestContext.Current.CancellationToken);
}
