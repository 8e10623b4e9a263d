using System.Net.Sockets;
using System.Text;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Pressure;

/// <summary>Senders that stop in the middle of a request.</summary>
public sealed class SlowSenderTests(WorldServer world) : IClassFixture<WorldServer>
{
    [Fact]
    public async Task A_body_that_does_not_come_ends_with_an_answer()
    {
        var answer = await SendAsync($"POST /CreateTask HTTP/1.1\r\nHost: here\r\nAuthtoken: {world.Server.Token}\r\nContent-Length: 1000\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"error\":\"too-slow\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_do_not_end_end_the_connection()
    {
        var answer = await SendAsync("POST /CreateTask HTTP/1.1\r\nHost: here\r\nX-Slow: ");

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal), answer);
    }

    /// <summary>All that comes until the server closes the connection.</summary>
    private async Task<string> SendAsync(string start)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(world.Server.Url.Host, world.Server.Url.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
