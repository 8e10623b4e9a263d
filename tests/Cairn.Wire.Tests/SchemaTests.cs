using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Cairn.Wire.Messages.CreateTask;
using CsCheck;
using NJsonSchema;

namespace Cairn.Wire.Tests;

/// <summary>The two schemas of CreateTask's request, judged by validators that know nothing of this project.</summary>
public sealed class SchemaTests
{
    /// <summary>With this set to 1 the files in docs/ are written anew.</summary>
    private const string Rewrite = "CAIRN_WRITE_SCHEMAS";

    /// <summary>Accepted with a warning that names a member which no message has; a schema is there to find just that.</summary>
    private const string WithUnknownMember = "018-xinclude-is-inert.xml";

    private static readonly XmlSchemaSet XmlSchemas = ReadXmlSchema();
    private static readonly Task<JsonSchema> JsonSchemas = JsonSchema.FromJsonAsync(WireSchema.Of<CreateTaskRequest>(WireFormat.Json));

    public static TheoryData<string> Accepted => [.. ManifestEntry.All.Where(entry => entry.Error is null).Select(entry => entry.File)];

    [Theory]
    [InlineData(WireFormat.Xml, "createtask.xsd")]
    [InlineData(WireFormat.Json, "createtask.schema.json")]
    public async Task The_schema_in_the_documentation_is_what_the_records_say(WireFormat format, string file)
    {
        var path = Fixtures.Documentation(file);
        var schema = WireSchema.Of<CreateTaskRequest>(format);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            await File.WriteAllTextAsync(path, schema, TestContext.Current.CancellationToken);

        Assert.True(
            schema == await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            $"docs/{file} is not what the message records say; run this test once with {Rewrite}=1 and look at the difference.");
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Every_accepted_request_is_valid(string file)
    {
        var errors = await ErrorsAsync(await BodyAsync(file));

        if (file == WithUnknownMember)
            Assert.NotEmpty(errors);
        else
            Assert.Empty(errors);
    }

    [Theory]
    [InlineData("immediate.xml")]
    [InlineData("immediate.json")]
    [InlineData("schedule.xml")]
    public async Task The_reference_pages_samples_are_valid(string sample) =>
        Assert.Empty(await ErrorsAsync(Fixtures.Bytes($"reference/{sample}")));

    [Fact]
    public void Whatever_the_codec_writes_is_valid() => RandomMessage.Gen<CreateTaskRequest>().Sample(
        message =>
        {
            Assert.Empty(XmlErrors(WireCodec.Encode(message, WireFormat.Xml)));
            var json = System.Text.Encoding.UTF8.GetString(WireCodec.Encode(message, WireFormat.Json));
            Assert.True(json == "{}" || JsonSchemas.Result.Validate(json).Count == 0, json);
        },
        iter: 200);

    [Theory]
    [InlineData("060-invalid-level.xml")]
    [InlineData("062-invalid-boolean.xml")]
    [InlineData("063-invalid-number.xml")]
    [InlineData("064-priority-1000.json")]
    [InlineData("082-wrong-root.xml")]
    public async Task A_refused_value_is_not_valid(string file) => Assert.NotEmpty(await ErrorsAsync(await BodyAsync(file)));

    [Theory]
    [InlineData("""<backupOpts backupLevl="FULL"/>""", """{"backupOpts":{"backupLevl":"FULL"}}""")]
    [InlineData("""<backupOpts><backupLevel>FUL</backupLevel></backupOpts>""", """{"backupOpts":{"backupLevel":"FUL"}}""")]
    [InlineData("""<backupOpts backupLevel="3"/>""", """{"backupOpts":{"backupLevel":3}}""")]
    [InlineData("""<backupOpts><dataOpt followMountPoints="yes"/></backupOpts>""", """{"backupOpts":{"dataOpt":{"followMountPoints":"yes"}}}""")]
    [InlineData(
        """<backupOpts><dataPathOpt><drive driveId="2147483648"/></dataPathOpt></backupOpts>""",
        """{"backupOpts":{"dataPathOpt":{"drive":{"driveId":2147483648}}}}""")]
    [InlineData("""<backupOpts dataOpt="true"/>""", """{"backupOpts":{"dataOpt":true}}""")]
    [InlineData("""<backupOpts><createNewIndex>true</createNewIndex></backupOpts>""", """{"backupOpts":{"createNewIndex":true}}""")]
    [InlineData("""<commonOpts><startUpOpts priority="-1"/></commonOpts>""", """{"commonOpts":{"startUpOpts":{"priority":-1}}}""")]
    [InlineData("""<commonOpts><jobRetryOpts numberOfRetries="0x10"/></commonOpts>""", """{"commonOpts":{"jobRetryOpts":{"numberOfRetries":"0x10"}}}""")]
    [InlineData(
        """<commonOpts><jobRetryOpts><runningTime totalRunningTime="one hour"/></jobRetryOpts></commonOpts>""",
        """{"commonOpts":{"jobRetryOpts":{"runningTime":{"totalRunningTime":"one hour"}}}}""")]
    public async Task Typical_mistakes_are_not_valid(string xml, string json)
    {
        Assert.NotEmpty(XmlErrors(System.Text.Encoding.UTF8.GetBytes(
            $"<TMMsg_CreateTaskReq><taskInfo><subTasks><options>{xml}</options></subTasks></taskInfo></TMMsg_CreateTaskReq>")));
        Assert.NotEmpty((await JsonSchemas).Validate("""{"taskInfo":{"subTasks":[{"options":""" + json + "}]}}"));
    }

    [Theory]
    [InlineData("25:00")]
    [InlineData("86400")]
    [InlineData("9 PM")]
    public async Task A_time_that_is_none_is_not_valid(string time)
    {
        Assert.NotEmpty(XmlErrors(System.Text.Encoding.UTF8.GetBytes(
            $"<TMMsg_CreateTaskReq><taskInfo><subTasks><pattern active_start_time='{time}'/></subTasks></taskInfo></TMMsg_CreateTaskReq>")));
        Assert.NotEmpty((await JsonSchemas).Validate($$$"""{"taskInfo":{"subTasks":[{"pattern":{"active_start_time":"{{{time}}}"}}]}}"""));
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(byte[] body) => body.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("{"u8)
        ? [.. (await JsonSchemas).Validate(System.Text.Encoding.UTF8.GetString(body)).Select(error => error.ToString())]
        : XmlErrors(body);

    private static List<string> XmlErrors(byte[] body)
    {
        var errors = new List<string>();
        using var stream = new MemoryStream(body);
        XDocument.Load(stream).Validate(XmlSchemas, (_, problem) => errors.Add(problem.Message));
        return errors;
    }

    private static async Task<byte[]> BodyAsync(string file)
    {
        await using Stream stored = File.OpenRead(Fixtures.PathOf($"requests/{file}"));
        await using var plain = ManifestEntry.Named(file).IsCompressed ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    private static XmlSchemaSet ReadXmlSchema()
    {
        var schemas = new XmlSchemaSet();
        using var text = new StringReader(WireSchema.Of<CreateTaskRequest>(WireFormat.Xml));
        using var reader = XmlReader.Create(text);
        schemas.Add(null, reader);
        schemas.Compile();
        return schemas;
    }
}
