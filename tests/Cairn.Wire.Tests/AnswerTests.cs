using System.Text;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Wire.Tests;

/// <summary>Answers to the letter: clients search them as text and decide by which keys are there.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void A_task_with_jobs_is_answered_as_the_page_shows()
    {
        var answer = new CreateTaskResponse { TaskId = 6441, JobIds = ["40983", "40984"] };

        Assert.Equal(
            """<TMMsg_CreateTaskResp taskId="6441"><jobIds val="40983"/><jobIds val="40984"/></TMMsg_CreateTaskResp>""",
            Xml(answer));
        Assert.Equal("""{"taskId":6441,"jobIds":["40983","40984"]}""", Json(answer));
    }

    [Fact]
    public void A_scheduled_task_is_answered_without_jobs()
    {
        var answer = new CreateTaskResponse { TaskId = 7 };

        Assert.Equal("""<TMMsg_CreateTaskResp taskId="7"/>""", Xml(answer));
        Assert.Equal("""{"taskId":7}""", Json(answer));
    }

    [Fact]
    public void Success_of_a_command_is_found_as_text() =>
        Assert.Equal("""<TMMsg_GenericResp errorCode="0"/>""", Xml(new ErrorResponse { ErrorCode = 0 }));

    [Fact]
    public void An_answer_to_job_control_has_the_nested_lists() => Assert.Equal(
        """{"errors":[{"errList":[{"errorCode":0,"errLogMessage":"Operation completed"}]}]}""",
        Json(new JobActionResponse
        {
            Errors = [new() { ErrList = [new() { ErrorCode = 0, ErrLogMessage = "Operation completed" }] }],
        }));

    [Fact]
    public void An_empty_list_is_written_and_a_missing_one_is_not()
    {
        Assert.Equal(
            """{"totalRecordsWithoutPaging":0,"jobs":[]}""",
            Json(new JobListResponse { TotalRecordsWithoutPaging = 0, Jobs = [] }));
        Assert.Equal("""{"jobs":[{"jobSummary":{}}]}""", Json(new JobListResponse { Jobs = [new() { JobSummary = new() }] }));
    }

    [Fact]
    public void Text_from_callers_is_escaped()
    {
        var error = new ErrorResponse { ErrorMessage = "<a href=\"x\">\u0001\n🪨\ud800" };

        Assert.Equal("""<TMMsg_GenericResp errorMessage="&lt;a href=&quot;x&quot;&gt;""" + "\uFFFD&#xA;🪨\uFFFD\"/>", Xml(error));
        Assert.StartsWith("""{"errorMessage":"<a href=\"x\">\u0001\n""", Json(error), StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_and_apostrophes_stay_readable_in_json() =>
        Assert.Equal("""{"errorMessage":"it's \"FULL\""}""", Json(new ErrorResponse { ErrorMessage = "it's \"FULL\"" }));

    [Fact]
    public void A_body_that_is_no_json_is_told_by_its_place_alone()
    {
        var refusal = Body.Refusal("{\"a\":1,\n}");

        Assert.Equal("malformed", refusal.Error);
        Assert.Equal("Request body is not well-formed: it is no JSON at line 2, byte 1.", refusal.Message);
    }

    [Fact]
    public void Another_messages_root_is_named_with_the_one_that_is_read() => Assert.Equal(
        "Request body is a \"TMMsg_Other\" message; what is read here is: TMMsg_CreateTaskReq.",
        Body.Refusal("<TMMsg_Other/>").Message);

    [Fact]
    public void Enumerations_are_written_by_name()
    {
        var options = new SubTaskOptions { Backup = new() { BackupLevel = BackupLevel.SyntheticFull } };
        var request = new CreateTaskRequest { TaskInfo = new() { SubTasks = [new() { Options = options }] } };

        Assert.Contains("""backupLevel="SYNTHETIC_FULL""", Xml(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, WireFormat.Json)]
    [InlineData("*/*", WireFormat.Json)]
    [InlineData("application/json", WireFormat.Json)]
    [InlineData("application/xml; charset=utf-16", WireFormat.Xml)]
    [InlineData("text/xml", WireFormat.Xml)]
    [InlineData("application/xml;q=0.5, application/json", WireFormat.Json)]
    [InlineData("application/json;q=0.1, text/html, application/xml;q=0.9", WireFormat.Xml)]
    [InlineData("text/plain", WireFormat.Json)]
    [InlineData("nonsense,,;", WireFormat.Json)]
    public void The_accept_header_chooses_the_format(string? accept, WireFormat expected) =>
        Assert.Equal(expected, WireMediaType.FormatFromAccept(accept));

    private static string Xml<T>(T message)
        where T : class => Encoding.UTF8.GetString(WireCodec.Encode(message, WireFormat.Xml));

    private static string Json<T>(T message)
        where T : class => Encoding.UTF8.GetString(WireCodec.Encode(message, WireFormat.Json));
}
