using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.Login;

namespace Cairn.Wire.Tests;

/// <summary>Names, roots, lists and doubles, beyond what the specification's own bodies show.</summary>
public sealed class SpellingTests
{
    [Fact]
    public void A_single_object_stands_for_a_list_of_one()
    {
        var task = Body.Decode("""{"taskInfo":{"associations":{"clientId":89},"subTasks":{"options":{}}}}""").Message.TaskInfo!;

        Assert.Equal(89, Assert.Single(task.Associations!).ClientId);
        Assert.Single(task.SubTasks!);
    }

    [Fact]
    public void A_wrapper_of_another_message_is_refused()
    {
        var refusal = Body.Refusal("""{"TMMsg_ModifyTaskReq":{"taskInfo":{"task":{"taskId":1}}}}""");

        Assert.Equal(WireError.UnexpectedRoot, refusal.Error);
        Assert.Equal("TMMsg_CreateTaskReq", refusal.Allowed);
    }

    [Fact]
    public void What_stands_beside_the_wrapper_is_reported()
    {
        var result = Body.Decode("""
            {"TMMsg_CreateTaskReq":{"taskInfo":{"task":{"taskType":1}}},"processinginstructioninfo":{"user":"x"}}
            """);

        Assert.Equal(WireWarning.UnusedMember, Assert.Single(result.Warnings).Word);
    }

    [Fact]
    public void A_login_is_read_in_all_its_spellings()
    {
        const string xml = """<DM2ContentIndexing_CheckCredentialReq username="admin" password="cHc=" timeOut="30"/>""";
        const string wrapped = """
            {"DM2ContentIndexing_CheckCredentialReq":{"@username":"admin","@password":"cHc=","@timeout":30}}
            """;
        const string bare = """{"username":"admin","password":"cHc=","timeout":"30"}""";
        var expected = new LoginRequest { UserName = "admin", Password = "cHc=", Timeout = 30 };

        Assert.All([xml, wrapped, bare], body => Assert.Equal(expected, Body.Decode<LoginRequest>(body).Message));
    }

    [Fact]
    public void The_same_value_twice_in_xml_is_one_value()
    {
        var result = Body.Decode(Xml("""<backupOpts backupLevel="FULL"><backupLevel>1</backupLevel></backupOpts>"""));

        Assert.Equal(BackupLevel.Full, result.Message.TaskInfo!.SubTasks![0].Options!.Backup!.BackupLevel);
    }

    [Theory]
    [InlineData("""{"taskInfo":{"task":{"taskType":1,"taskType":2}}}""")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1,"TASKTYPE":2}}}""")]
    [InlineData("""{"taskInfo":{"task":{"taskType":1,"@taskType":1}}}""")]
    [InlineData("""{"taskInfo":{"task":[{"taskType":1},{"taskType":2}]}}""")]
    public void Two_values_for_one_parameter_are_refused(string json)
    {
        var refusal = Body.Refusal(json);

        Assert.Equal(WireError.DuplicateParameter, refusal.Error);
        Assert.StartsWith("taskInfo.task", refusal.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_and_its_misspelling_must_agree() => Assert.Equal(
        WireError.DuplicateParameter,
        Body.Refusal("""{"taskInfo":{"associations":[{"subclientName":"a","subbclientName":"b"}]}}""").Error);

    [Fact]
    public void A_bare_text_is_the_name_of_a_location()
    {
        var attribute = Vault(""" exportLocation="Vault-A">""");
        var element = Vault("><exportLocation>Vault-A</exportLocation>");

        Assert.All([attribute, element], result => Assert.Equal(
            "Vault-A", result.Message.TaskInfo!.SubTasks![0].Options!.Backup!.VaultTracker!.ExportLocation!.LocationName));

        static WireResult<CreateTaskRequest> Vault(string rest) =>
            Body.Decode(Xml($"<backupOpts><vaultTrackerOpt{rest}</vaultTrackerOpt></backupOpts>"));
    }

    [Fact]
    public void Empty_containers_say_nothing()
    {
        var result = Body.Decode(Xml("<backupOpts><dataPathOpt><library/><drive></drive></dataPathOpt><unheardOf/></backupOpts>"));

        Assert.Null(result.Message.TaskInfo!.SubTasks![0].Options);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Unknown_members_are_named_and_never_refused()
    {
        var result = Body.Decode("""
            {"taskInfo":{"subTasks":[{"options":{"backupOpts":{"backupLevel":1,"mediaAgentNmae":"x","dataOpt":{"copyOnly":true}}}}],
             "gps":[[1,2],[3,4]]}}
            """);

        Assert.Equal(BackupLevel.Full, result.Message.TaskInfo!.SubTasks![0].Options!.Backup!.BackupLevel);
        Assert.Equal(
            [
                (WireWarning.UnknownMember, "taskInfo.gps[0]"),
                (WireWarning.UnknownMember, "taskInfo.gps[1]"),
                (WireWarning.UnknownMember, "taskInfo.gps[2]"),
                (WireWarning.UnknownMember, "taskInfo.gps[3]"),
                (WireWarning.UnknownMember, "taskInfo.subTasks[0].options.backupOpts.mediaAgentNmae"),
                (WireWarning.UnusedMember, "taskInfo.subTasks[0].options.backupOpts.dataOpt.copyOnly"),
            ],
            result.Warnings.Select(warning => (warning.Word, warning.Path)));
    }

    [Theory]
    [InlineData("""{"taskInfo":{"task":"now"}}""", "taskInfo.task")]
    [InlineData("""{"taskInfo":{"task":{"taskType":{"now":true}}}}""", "taskInfo.task.taskType")]
    public void Values_and_members_are_not_mixed_up(string json, string path)
    {
        var refusal = Body.Refusal(json);

        Assert.Equal(WireError.InvalidShape, refusal.Error);
        Assert.Equal(path, refusal.Path);
    }

    [Fact]
    public void Paths_to_restore_keep_their_blanks()
    {
        var result = Body.Decode("""
            {"taskInfo":{"subTasks":[{"options":{"restoreOptions":{"fileOption":{"sourceItem":[" /data/a ","/b"]},
             "destination":{"inPlace":false,"destClient":{"clientName":"client001"},"destPath":["/out"]},
             "browseOption":{"timeRange":{"toTimeValue":"2024-01-02 03:04:05"},"timeZone":{"TimeZoneName":"UTC"}}}}}]}}
            """);

        var restore = result.Message.TaskInfo!.SubTasks![0].Options!.Restore!;
        Assert.Equal([" /data/a ", "/b"], restore.FileOption!.SourceItem!);
        Assert.Equal("/out", Assert.Single(restore.Destination!.DestPath!));
        Assert.Equal(new DateTime(2024, 1, 2, 3, 4, 5), restore.BrowseOption!.TimeRange!.ToTimeValue!.Value.WallClock);
    }

    private static string Xml(string options) => $"""
        <TMMsg_CreateTaskReq><taskInfo><subTasks><options>{options}</options></subTasks></taskInfo></TMMsg_CreateTaskReq>
        """;
}
