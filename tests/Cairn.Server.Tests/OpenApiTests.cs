using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.Server.OpenApi;
using Cairn.Server.Tests.Support;
using Microsoft.AspNetCore.Routing;
using NJsonSchema;

namespace Cairn.Server.Tests;

/// <summary>The OpenAPI document is valid, complete, and true of what the server does.</summary>
public sealed class OpenApiTests(WorldServer world) : IClassFixture<WorldServer>
{
    private readonly RunningServer server = world.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_is_served_to_anybody_and_is_the_one_in_docs()
    {
        var answer = await server.SendAsync(new HttpRequestMessage(HttpMethod.Get, "webconsole/api/openapi/v1.json"), withToken: false);
        var file = ProjectFiles.Documentation("openapi.json");
        if (Environment.GetEnvironmentVariable("CAIRN_WRITE_SCHEMAS") == "1")
            await File.WriteAllTextAsync(file, answer.Text, Cancellation);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.MediaType));
        Assert.True(
            answer.Text == await File.ReadAllTextAsync(file, Cancellation),
            "docs/openapi.json is not what the server says; run this test once with CAIRN_WRITE_SCHEMAS=1 and look at the difference.");
    }

    [Fact]
    public void A_validator_of_others_finds_nothing_wrong()
    {
        var read = Microsoft.OpenApi.OpenApiDocument.Parse(OpenApi.OpenApiDocument.Text, "json");

        Assert.Empty(read.Diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}"));
        Assert.Empty(read.Diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}"));
        Assert.Equal(ApiOperations.All.Count, read.Document!.Paths.Sum(path => path.Value.Operations!.Count));
    }

    [Fact]
    public void Every_route_has_an_operation_and_every_operation_a_route()
    {
        var routes = server.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}"));

        Assert.Equal(routes.Order(), ApiOperations.All.Select(operation => $"{operation.Method} {operation.Path}").Order());
    }

    [Fact]
    public async Task Every_example_is_what_its_schema_says()
    {
        var wrong = new List<string>();
        foreach (var operation in ApiOperations.All)
        {
            if (operation is { Request: { } request, RequestExample: { } asked })
                wrong.AddRange((await ErrorsAsync(request, asked)).Select(error => $"{operation.Id} request: {error}"));
            if (operation is { Answer: { } answer, AnswerExample: { Length: > 0 } told })
                wrong.AddRange((await ErrorsAsync(answer, told)).Select(error => $"{operation.Id} answer: {error}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_example_works_and_every_answer_is_what_its_schema_says()
    {
        var job = await world.RunAsync(WorldServer.Backup("FULL"));
        var wrong = new List<string>();
        // Login has another password, Logout would end the tests' own session, and streams have tests of their own.
        foreach (var operation in ApiOperations.All.Where(operation => operation.Id is not ("login" or "logout") && operation.AnswerMediaType != "text/event-stream"))
        {
            var path = operation.Path.Replace("{id}", $"{job.Id}", StringComparison.Ordinal)
                .Replace("{action}", operation.Id == "actOnJobs" ? "kill" : "priority", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path.TrimStart('/'));
            if (operation.RequestExample is { } body)
                request.Content = new StringContent(
                    body.Replace("\"jobId\":1", $"\"jobId\":{job.Id}", StringComparison.Ordinal), Encoding.UTF8, operation.RequestMediaType ?? "application/json");
            var answer = await server.SendAsync(request);
            // The job has ended: there is no order to change any more, and that has a schema too.
            var isEnded = operation.Id == "actOnJob" && answer.Status == HttpStatusCode.Conflict;
            if (answer.Status != HttpStatusCode.OK && !isEnded)
                wrong.Add($"{operation.Id}: {answer.Status} {answer.Text}");
            else if (operation.Answer is { } message)
                wrong.AddRange((await ErrorsAsync(isEnded ? typeof(Wire.Messages.Errors.ErrorResponse) : message, answer.Text)).Select(error => $"{operation.Id}: {error}"));
        }

        Assert.Empty(wrong);
    }

    /// <summary>Also members that the schema doesn't know are wrong here: it is to tell all of them.</summary>
    private static async Task<IEnumerable<string>> ErrorsAsync(Type message, string json)
    {
        var text = OpenApi.OpenApiDocument.Text.Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        var definitions = JsonNode.Parse(text)!["components"]!["schemas"]!.DeepClone().AsObject();
        foreach (var definition in definitions)
            definition.Value!["additionalProperties"] = false;
        var schema = await JsonSchema.FromJsonAsync(
            new JsonObject { ["$ref"] = $"#/definitions/{message.Name}", ["definitions"] = definitions }.ToJsonString(), Cancellation);
        return schema.Validate(json).Select(error => $"{error.Path}: {error.Kind}");
    }
}
