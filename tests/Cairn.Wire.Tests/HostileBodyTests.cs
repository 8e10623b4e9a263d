using System.Globalization;
using System.Text;
using Cairn.Wire.Messages.CreateTask;
using CsCheck;

namespace Cairn.Wire.Tests;

/// <summary>Bodies made to break the server. Whatever comes, the answer is a message or a WireException.</summary>
public sealed class HostileBodyTests
{
    [Theory]
    [InlineData("reference/immediate.xml")]
    [InlineData("reference/schedule.xml")]
    [InlineData("requests/014-utf16be.xml")]
    [InlineData("requests/031-synthetic-full-incremental-after.json")]
    public void A_body_cut_anywhere_is_refused_as_malformed(string fixture)
    {
        var body = Fixtures.Bytes(fixture);
        var end = LastContentByte(body);

        for (var length = 0; length < end; length++)
        {
            var refusal = Assert.Throws<WireException>(() => WireCodec.Decode<CreateTaskRequest>(body.AsMemory(0, length), null));
            Assert.Equal(WireError.Malformed, refusal.Error);
        }
    }

    [Theory]
    [InlineData("reference/immediate.xml")]
    [InlineData("requests/044-schedule-automatic.json")]
    public void A_body_with_changed_bytes_never_ends_in_another_exception(string fixture)
    {
        var body = Fixtures.Bytes(fixture);
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            var changed = body.ToArray();
            foreach (var (position, value) in changes)
                changed[position] = value;
            DecodeAnyhow(changed);
        });
    }

    [Fact]
    public void Any_bytes_at_all_never_end_in_another_exception() => Gen.Byte.Array[0, 200].Sample(DecodeAnyhow);

    [Theory]
    [InlineData("<!DOCTYPE a []><TMMsg_CreateTaskReq/>")]
    [InlineData(" <!-- x --><?pi?> <!doctype a><TMMsg_CreateTaskReq/>")]
    [InlineData("<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'file:///etc/passwd'><TMMsg_CreateTaskReq/>")]
    public void A_doctype_is_refused_wherever_it_stands(string xml) =>
        Assert.Equal(WireError.DoctypeForbidden, Body.Refusal(xml).Error);

    [Theory]
    [InlineData("<TMMsg_CreateTaskReq>&x;</TMMsg_CreateTaskReq>")]
    [InlineData("<TMMsg_CreateTaskReq/><!DOCTYPE a>")]
    [InlineData("<TMMsg_CreateTaskReq/><TMMsg_CreateTaskReq/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><TMMsg_CreateTaskReq/>")]
    [InlineData(" <?xml version=\"1.0\"?><TMMsg_CreateTaskReq/>")]
    [InlineData("""{"taskInfo":{}} {}""")]
    [InlineData("""{"taskInfo":{},}""")]
    [InlineData("""{"taskInfo":{/* no */}}""")]
    [InlineData("""{"taskInfo":{"task":{"taskId":NaN}}}""")]
    [InlineData("""{"taskInfo":{"task":{"taskId":01}}}""")]
    [InlineData("""{"taskInfo":{"associations":[{"clientName":"\ud800"}]}}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""["taskInfo"]""")]
    [InlineData("taskInfo")]
    [InlineData(" \r\n\t ")]
    public void What_is_not_well_formed_is_malformed(string body) => Assert.Equal(WireError.Malformed, Body.Refusal(body).Error);

    [Fact]
    public void Depth_is_allowed_up_to_the_limit()
    {
        Body.Decode(DeepXml(64));
        Body.Decode(DeepJson(64));
        Assert.Equal(WireError.TooDeep, Body.Refusal(DeepXml(65)).Error);
        Assert.Equal(WireError.TooDeep, Body.Refusal(DeepJson(65)).Error);
        Assert.Equal(WireError.TooDeep, Body.Refusal(DeepXml(50_000)).Error);
        Assert.Equal(WireError.TooDeep, Body.Refusal(DeepJson(50_000)).Error);
        Assert.Equal(WireError.TooDeep, Body.Refusal($$"""{"a":{{new string('[', 50_000)}}""").Error);
    }

    [Fact]
    public void Members_are_allowed_up_to_the_limit()
    {
        Body.Decode(WideXml(1000));
        Body.Decode(WideJson(1000));
        Assert.Equal(WireError.TooManyMembers, Body.Refusal(WideXml(1001)).Error);
        Assert.Equal(WireError.TooManyMembers, Body.Refusal(WideJson(1001)).Error);
        Assert.Equal(WireError.TooManyMembers, Body.Refusal(LongList(1001)).Error);
    }

    [Fact]
    public void Warnings_are_kept_up_to_the_limit()
    {
        var result = Body.Decode(WideXml(1000));

        Assert.Equal(101, result.Warnings.Count);
        Assert.Equal(WireWarning.MoreWarnings, result.Warnings[^1].Word);
    }

    [Fact]
    public void A_body_is_read_up_to_the_limit()
    {
        var limits = new WireLimits { BodyBytes = 40 };

        WireCodec.Decode<CreateTaskRequest>(Padded(40), null, limits);
        var refusal = Assert.Throws<WireException>(() => WireCodec.Decode<CreateTaskRequest>(Padded(41), null, limits));
        Assert.Equal(WireError.TooLarge, refusal.Error);

        static byte[] Padded(int length) => Encoding.UTF8.GetBytes("""{"taskInfo":{}}""".PadRight(length));
    }

    [Fact]
    public async Task A_stream_is_read_no_further_than_the_limit()
    {
        using var body = new MemoryStream(new byte[4 * 1024 * 1024]);

        var refusal = await Assert.ThrowsAsync<WireException>(
            () => WireCodec.DecodeAsync<CreateTaskRequest>(body, null, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(WireError.TooLarge, refusal.Error);
        Assert.InRange(body.Position, 0, (1024 + 64) * 1024);
    }

    [Fact]
    public void Long_values_are_echoed_shortened()
    {
        var refusal = Body.Refusal($$"""{"taskInfo":{"task":{"taskType":"{{new string('x', 100_000)}}"} } }""");

        Assert.Equal(101, refusal.Value!.Length);
        Assert.InRange(refusal.Message.Length, 100, 400);
    }

    [Theory]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=utf-16")]
    public void A_body_of_another_charset_is_refused(string contentType)
    {
        var body = Encoding.ASCII.GetBytes("""{"taskInfo":{}}""");

        var refusal = Assert.Throws<WireException>(() => WireCodec.Decode<CreateTaskRequest>(body, contentType));

        Assert.Equal(WireError.Malformed, refusal.Error);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain; charset=\"UTF-8\"")]
    [InlineData("not a media type")]
    [InlineData("")]
    public void The_first_character_tells_the_syntax_whatever_the_label(string contentType) =>
        WireCodec.Decode<CreateTaskRequest>(Fixtures.Bytes("reference/immediate.xml"), contentType);

    private static void DecodeAnyhow(byte[] body)
    {
        try
        {
            WireCodec.Decode<CreateTaskRequest>(body, null);
        }
        catch (WireException)
        {
            // The one exception that may leave.
        }
    }

    private static int LastContentByte(byte[] body) => Array.FindLastIndex(body, value => value is (byte)'>' or (byte)'}');

    private static string DeepXml(int depth) =>
        "<TMMsg_CreateTaskReq>" + string.Concat(Enumerable.Repeat("<a>", depth - 1))
        + string.Concat(Enumerable.Repeat("</a>", depth - 1)) + "</TMMsg_CreateTaskReq>";

    private static string DeepJson(int depth) =>
        """{"taskInfo":""" + string.Concat(Enumerable.Repeat("""{"a":""", depth - 1)) + "1" + new string('}', depth);

    private static string WideXml(int members) =>
        $"<TMMsg_CreateTaskReq {string.Join(' ', Numbered(members, "a{0}='1'"))}/>";

    private static string WideJson(int members) => $"{{{string.Join(',', Numbered(members, "\"a{0}\":1"))}}}";

    private static string LongList(int items) => $$"""{"a":[{{string.Join(',', Enumerable.Range(0, items))}}]}""";

    private static IEnumerable<string> Numbered(int count, string form) =>
        Enumerable.Range(0, count).Select(number => string.Format(CultureInfo.InvariantCulture, form, number));
}
