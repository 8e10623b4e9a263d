using System.Net;
using System.Xml.Linq;
using Cairn.Server.Tests.Manifest;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

/// <summary>All that is wrong with a request is told in one answer, and nothing of it is created.</summary>
public sealed class RefusalTests(WorldServer world) : IClassFixture<WorldServer>
{
    private readonly RunningServer server = world.Server;

    /// <summary>Values that can't be read, entities that are not there, and what parameters mean together.</summary>
    private const string ManyMistakes = """
        {"taskInfo":{
          "associations":[
            {"clientName":"nowhere","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"default"},
            {"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"default"},
            {"clientName":"client001","appName":"File System","backupsetName":"defaultBackupSet","subclientName":"none"}],
          "task":{"taskType":1,"policyType":0,"taskFlags":{"disabled":true},"alert":{"alertName":"no alert"}},
          "subTasks":[
            {"subTask":{"subTaskType":2,"operationType":2},
             "options":{"backupOpts":{"backupLevel":"SOMETIMES",
                "dataPathOpt":{},
                "mediaOpt":{"retentionJobType":"NO_OF_DAYS","numberofDays":99999}},
              "commonOpts":{"startUpOpts":{"useDefaultPriority":false,"priority":1000}}}},
            {"subTask":{"subTaskType":2,"operationType":2},
             "options":{"backupOpts":{"mediaOpt":{"retentionJobType":"NO_OF_DAYS"},"vaultTrackerOpt":{"exportLocation":{"locationName":"the moon"}}}}}]}}
        """;

    private static readonly string[] Expected =
    [
        "invalid-enum taskInfo.subTasks[0].options.backupOpts.backupLevel SOMETIMES",
        "out-of-range taskInfo.subTasks[0].options.backupOpts.mediaOpt.numberofDays 99999",
        "out-of-range taskInfo.subTasks[0].options.commonOpts.startUpOpts.priority 1000",
        "immediate-disabled taskInfo.task.taskFlags.disabled true",
        "numberofDays-missing taskInfo.subTasks[1].options.backupOpts.mediaOpt.numberofDays ",
        "unknown-client taskInfo.associations[0].clientName nowhere",
        "unknown-subclient taskInfo.associations[2].subclientName none",
        "unknown-alert taskInfo.task.alert.alertName no alert",
        "unknown-location taskInfo.subTasks[1].options.backupOpts.vaultTrackerOpt.exportLocation the moon",
    ];

    [Fact]
    public async Task All_mistakes_are_told_at_once_in_json()
    {
        var before = await StoredTask.CountAsync(server, TestContext.Current.CancellationToken);
        var answer = await server.PostAsync("CreateTask", ManyMistakes);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var errors = answer.Json["errors"]!.AsArray();
        Assert.Equal(Expected.Order(), errors.Select(error => $"{error!["error"]} {error["path"]} {error["value"]}").Order());
        foreach (var member in (string[])["error", "errorMessage", "parameter", "path", "value", "allowed"])
            Assert.Equal((string?)errors[0]![member], (string?)answer.Json[member]);
        Assert.All(errors, error => Assert.NotEmpty((string)error!["errorMessage"]!));
        Assert.Equal(before, await StoredTask.CountAsync(server, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once_in_xml()
    {
        var answer = await server.PostAsync("CreateTask", ManyMistakes, accept: "application/xml");

        var errors = XElement.Parse(answer.Text).Elements("errors");
        Assert.Equal(
            Expected.Order(),
            errors.Select(error => $"{(string?)error.Attribute("error")} {(string?)error.Attribute("path")} {(string?)error.Attribute("value")}").Order());
    }

    [Fact]
    public async Task One_mistake_is_a_list_of_one()
    {
        var answer = await server.PostAsync("CreateTask", WorldServer.Backup("SOMETIMES"));

        Assert.Equal("invalid-enum", (string?)Assert.Single(answer.Json["errors"]!.AsArray())!["error"]);
        Assert.Equal("taskInfo.subTasks[0].options.backupOpts.backupLevel", (string?)answer.Json["path"]);
        Assert.Contains("SYNTHETIC_FULL", (string?)answer.Json["allowed"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"taskInfo":{"task":{"taskType":"NEVER"}}}""", "invalid-enum subtasks-missing associations-missing")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1},"associations":{"clientId":"x"},"subTasks":{"subTask":{"operationType":2}}}}""", "invalid-number")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1},"associations":{"subclientId":12},"subTasks":{"subTask":{"operationType":"x"}}}}""", "invalid-enum")]
    [InlineData("""{"taskInfo":{"task":{"taskType":2},"associations":{"subclientId":12},"subTasks":{"subTask":{"operationType":2},"pattern":{"freq_type":"x"}}}}""", "invalid-freq-type")]
    public async Task What_only_follows_from_another_mistake_is_not_told(string body, string expected)
    {
        var answer = await server.PostAsync("CreateTask", body);

        Assert.Equal(expected.Split(' '), answer.Json["errors"]!.AsArray().Select(error => (string)error!["error"]!));
    }

    [Fact]
    public async Task A_request_of_mistakes_alone_gets_a_bounded_answer()
    {
        var entries = string.Join(',', Enumerable.Range(0, 900).Select(number => $$"""{"clientName":"nowhere{{number}}"}"""));
        var answer = await server.PostAsync(
            "CreateTask",
            $$$"""{"taskInfo":{"associations":[{{{entries}}}],"task":{"taskType":1},"subTasks":[{"subTask":{"operationType":2}}]}}""");

        Assert.Equal(50, answer.Json["errors"]!.AsArray().Count);
    }
}
