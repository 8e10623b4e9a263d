using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class BodyTests(PlainServer plain) : IClassFixture<PlainServer>
{
    private readonly RunningServer server = plain.Server;

    [Fact]
    public async Task Errors_are_in_the_accepted_format_whatever_came()
    {
        var xml = await server.PostAsync("CreateTask", "{\"taskInfo\":{}}", "application/json", "application/xml");
        var json = await server.PostAsync("CreateTask", "<TMMsg_CreateTaskReq/>", "application/xml");
        var text = await server.PostAsync("CreateTask", "{}", "application/json", "text/plain");

        Assert.Equal("application/xml", xml.MediaType);
        Assert.StartsWith("<TMMsg_GenericResp ", xml.Text, StringComparison.Ordinal);
        Assert.Contains("error=\"task-type-missing\"", xml.Text, StringComparison.Ordinal);
        Assert.Equal("application/json", json.MediaType);
        Assert.Equal("task-type-missing", json.Error);
        Assert.StartsWith("<TMMsg_GenericResp ", text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("application/json")]
    public async Task A_body_of_ten_megabytes_is_too_large_in_the_accepted_format(string accept)
    {
        var answer = await server.PostAsync("CreateTask", new string(' ', 10 << 20), "application/xml", accept);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal(accept, answer.MediaType);
        Assert.Contains("too-large", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Decompression_stops_at_the_limit(string encoding)
    {
        var answer = await PostCompressedAsync(encoding, new byte[64 << 20]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("too-large", answer.Error);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_body_means_what_it_says(string encoding)
    {
        var answer = await PostCompressedAsync(encoding, Encoding.UTF8.GetBytes(WorldServer.Backup("FULL")));

        Assert.Equal("unknown-client", answer.Error);
    }

    [Fact]
    public async Task A_body_that_cannot_be_decompressed_is_malformed()
    {
        var answer = await PostAsync("gzip", [1, 2, 3, 4, 5]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("malformed", answer.Error);
    }

    [Fact]
    public async Task An_unknown_encoding_is_named_with_those_that_are_known()
    {
        var answer = await PostAsync("zstd", [1, 2, 3, 4, 5]);

        Assert.Equal("unsupported-encoding", answer.Error);
        Assert.Contains("gzip", (string?)answer.Json["allowed"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_carries_a_stack_trace()
    {
        foreach (var body in (string[])["", "<", "{", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "[]", "\0"])
        {
            var answer = await server.PostAsync("CreateTask", body, "application/xml");
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        }
    }

    private async Task<Answer> PostCompressedAsync(string encoding, byte[] content)
    {
        using var compressed = new MemoryStream();
        await using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            await stream.WriteAsync(content, TestContext.Current.CancellationToken);
        }

        return await PostAsync(encoding, compressed.ToArray());
    }

    private Task<Answer> PostAsync(string encoding, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        return server.SendAsync(new HttpRequestMessage(HttpMethod.Post, "CreateTask") { Content = content });
    }
}
