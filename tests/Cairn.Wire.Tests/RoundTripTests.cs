using System.Text;
using System.Text.Json.Nodes;
using Cairn.Wire.Messages.Browse;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Messages.Jobs;
using Cairn.Wire.Messages.Login;
using CsCheck;

namespace Cairn.Wire.Tests;

/// <summary>What is written is read back the same, in either syntax and any spelling.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<CreateTaskRequest> Requests = RandomMessage.Gen<CreateTaskRequest>();

    [Fact]
    public void A_create_task_request_survives_both_syntaxes() => SurvivesBoth<CreateTaskRequest>();

    [Fact]
    public void A_create_task_response_survives_both_syntaxes() => SurvivesBoth<CreateTaskResponse>();

    [Fact]
    public void A_login_survives_both_syntaxes()
    {
        SurvivesBoth<LoginRequest>();
        SurvivesBoth<LoginResponse>();
    }

    [Fact]
    public void Jobs_survive_both_syntaxes()
    {
        SurvivesBoth<JobListRequest>();
        SurvivesBoth<JobListResponse>();
        SurvivesBoth<JobActionResponse>();
        SurvivesBoth<JobDetailsRequest>();
        SurvivesBoth<JobDetailsResponse>();
    }

    [Fact]
    public void A_browse_survives_both_syntaxes()
    {
        SurvivesBoth<BrowseRequest>();
        SurvivesBoth<BrowseResponse>();
    }

    [Fact]
    public void An_error_survives_both_syntaxes() => SurvivesBoth<ErrorResponse>();

    [Fact]
    public void Any_spelling_in_xml_means_the_same() => Requests.Select(Gen.Int).Sample((request, seed) =>
    {
        var respelt = new XmlRespelling(new Random(seed)).Respell(Text(request, WireFormat.Xml));

        Assert.Equal(Json(request), Json(Decode<CreateTaskRequest>(Encoding.UTF8.GetBytes(respelt))));
    });

    [Fact]
    public void Json_may_have_the_root_as_a_wrapper_and_strings_for_everything() => Requests.Sample(request =>
    {
        var body = new JsonObject { ["tmmsg_createtaskreq"] = AsStrings(JsonNode.Parse(Json(request))) };

        Assert.Equal(Json(request), Json(Decode<CreateTaskRequest>(Encoding.UTF8.GetBytes(body.ToJsonString()))));
    });

    [Fact]
    public void Utf_16_reads_as_utf_8_does() => Requests.Select(Gen.Bool, Gen.Bool).Sample((request, isBigEndian, isXml) =>
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        var text = Text(request, isXml ? WireFormat.Xml : WireFormat.Json);

        Assert.Equal(Json(request), Json(Decode<CreateTaskRequest>([.. encoding.GetPreamble(), .. encoding.GetBytes(text)])));
    });

    private static void SurvivesBoth<T>()
        where T : class, new() => RandomMessage.Gen<T>().Sample(message =>
    {
        var json = Json(message);
        Assert.Equal(json, Json(Decode<T>(Encoding.UTF8.GetBytes(json))));
        Assert.Equal(json, Json(Decode<T>(WireCodec.Encode(message, WireFormat.Xml))));
    });

    private static T Decode<T>(byte[] body)
        where T : class, new()
    {
        var result = WireCodec.Decode<T>(body, contentType: null);
        Assert.Empty(result.Warnings);
        return result.Message;
    }

    // Records compare their lists by reference, their JSON by value.
    private static string Json<T>(T message)
        where T : class => Text(message, WireFormat.Json);

    private static string Text<T>(T message, WireFormat format)
        where T : class => Encoding.UTF8.GetString(WireCodec.Encode(message, format));

    private static JsonNode? AsStrings(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, AsStrings(pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(AsStrings)]),
        _ => JsonValue.Create(node!.ToString()),
    };
}
