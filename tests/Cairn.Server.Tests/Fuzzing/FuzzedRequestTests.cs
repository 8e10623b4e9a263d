using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cairn.CommServe.Catalog;
using Cairn.Server.Tests.Support;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Cairn.Server.Tests.Fuzzing;

/// <summary>
/// Whatever a client sends to CreateTask, it gets the right result or a clear refusal. A failure names the number of its input: the test
/// of one number runs it again.
/// </summary>
public sealed partial class FuzzedRequestTests
{
    private const int Batch = 500;

    /// <summary>Far more than any input needs, however busy the machine is: what takes longer hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public Task A_hundred_thousand_inputs_mean_the_same_in_both_syntaxes_or_are_refused() => DecodeAsync(100_000);

    [Fact, Trait("Length", "long")]
    public Task Millions_of_inputs_mean_the_same_in_both_syntaxes_or_are_refused() => DecodeAsync(3_000_000);

    [Fact]
    public Task Thousands_of_inputs_through_the_pipeline_are_durable_or_refused() => SendAsync(PipelineInputs);

    [Fact, Trait("Length", "long")]
    public Task Hundreds_of_thousands_of_inputs_through_the_pipeline_are_durable_or_refused() => SendAsync(300_000);

    private const int PipelineInputs = 10_000;

    private static async Task DecodeAsync(int inputs)
    {
        var number = 0;
        while (number < inputs)
        {
            var end = Math.Min(number + Batch, inputs);
            await Task.Run(
                () =>
                {
                    for (; number < end; number++)
                        Check(number, () => RoundTrip(FuzzedRequest.Number(number)));
                },
                TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    private static void RoundTrip(FuzzedRequest request)
    {
        CreateTaskRequest message;
        try
        {
            message = WireCodec.Decode<CreateTaskRequest>(request.Body, request.ContentType).Message;
        }
        catch (WireException)
        {
            return;
        }

        var json = Json(message);
        Assert.Equal(json, Json(WireCodec.Decode<CreateTaskRequest>(Encoding.UTF8.GetBytes(json), null, Roomy).Message));
        if (!NotInXml().IsMatch(json))
            Assert.Equal(json, Json(WireCodec.Decode<CreateTaskRequest>(WireCodec.Encode(message, WireFormat.Xml), null, Roomy).Message));
    }

    private static async Task SendAsync(int inputs)
    {
        await using var server = await RunningServer.StartAsync();
        await StopJobsAsync(server);
        var world = await server.PostAsync("Apply", await File.ReadAllTextAsync(ProjectFiles.World), "application/yaml");
        Assert.True(world.Status == System.Net.HttpStatusCode.OK, world.Text);
        var accepted = new Dictionary<int, int>();
        for (var number = 0; number < inputs; number++)
        {
            var answer = await PipelineCall.PostAsync(server, "/CreateTask", FuzzedRequest.Number(number), TestContext.Current.CancellationToken)
                .WaitAsync(Patience, TestContext.Current.CancellationToken);
            Check(number, () => Judge(answer, accepted));
        }

        await using var catalog = await server.Service<IDbContextFactory<CatalogContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var stored = await catalog.Tasks.Select(task => new { task.Id, Jobs = catalog.Jobs.Count(job => job.TaskId == task.Id) })
            .ToDictionaryAsync(task => task.Id, task => task.Jobs, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine($"{accepted.Count} of {inputs} accepted");
        Assert.Equal(accepted.OrderBy(task => task.Key), stored.OrderBy(task => task.Key));
        Assert.NotEmpty(accepted);
    }

    /// <summary>An answer is either a task with its jobs or a refusal with all that a refusal has, well-formed in its format.</summary>
    private static void Judge((int Status, string? MediaType, string Text) answer, Dictionary<int, int> accepted)
    {
        Assert.True(answer.Status is 200 or 400 or 404 or 409 or 413, $"{answer.Status}: {answer.Text}");
        var isXml = answer.MediaType!.StartsWith("application/xml", StringComparison.Ordinal);
        Func<string, string?> member = isXml
            ? name => (string?)XElement.Parse(answer.Text).Attribute(name)
            : name => JsonNode.Parse(answer.Text)![name]?.ToString();
        if (answer.Status == 200)
        {
            var jobs = isXml ? XElement.Parse(answer.Text).Elements("jobIds").Count() : (JsonNode.Parse(answer.Text)!["jobIds"] as JsonArray)?.Count ?? 0;
            accepted.Add(int.Parse(member("taskId")!, CultureInfo.InvariantCulture), jobs);
            return;
        }

        foreach (var name in (string[])["errorCode", "errorMessage", "error"])
            Assert.False(string.IsNullOrEmpty(member(name)), answer.Text);
        Assert.InRange(answer.Text.Length, 1, 64 * 1024);
    }

    /// <summary>Jobs of the accepted tasks only wait: what they would do is no matter of these tests.</summary>
    private static async Task StopJobsAsync(RunningServer server)
    {
        foreach (var service in server.Service<IEnumerable<IHostedService>>().Where(service => service.GetType().Assembly == typeof(CatalogContext).Assembly))
            await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private static void Check(int number, Action check)
    {
        try
        {
            check();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Input {number} failed: {e.Message}\n{Encoding.UTF8.GetString(FuzzedRequest.Number(number).Body)}", e);
        }
    }

    // What was decoded within the limits may be a little longer when it is written.
    private static readonly WireLimits Roomy = new() { BodyBytes = 16 << 20 };

    private static string Json(CreateTaskRequest message) => Encoding.UTF8.GetString(WireCodec.Encode(message, WireFormat.Json));

    /// <summary>Characters that XML can't hold, as JSON escapes them.</summary>
    [GeneratedRegex(@"\\u(00[01][0-9a-f]|fff[ef])|[\uFFFE\uFFFF]|\\[bf]", RegexOptions.IgnoreCase)]
    private static partial Regex NotInXml();
}
