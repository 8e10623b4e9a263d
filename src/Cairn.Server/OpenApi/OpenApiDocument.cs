using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cairn.Wire;
using Cairn.Wire.Messages.Errors;

namespace Cairn.Server.OpenApi;

/// <summary>
/// The API as an OpenAPI 3.0 document, for people who look around and for programs that generate clients. Operations are in
/// <see cref="ApiOperations"/>, schemas are made from the message records.
/// </summary>
internal static partial class OpenApiDocument
{
    private const string Scheme = "authtoken";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document, indented.</summary>
    public static string Text { get; } = Build().ToJsonString(Layout) + "\n";

    private static JsonObject Build() => new()
    {
        ["openapi"] = "3.0.3",
        ["info"] = new JsonObject
        {
            ["title"] = "Cairn",
            ["version"] = "v1",
            ["description"] = "The REST dialect that enterprise backup automation speaks. What each parameter does, and which other spellings are read: docs/api.md.",
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }, new JsonObject { ["url"] = "/webconsole/api" }, new JsonObject { ["url"] = "/commandcenter/api" }),
        ["security"] = new JsonArray(new JsonObject { [Scheme] = new JsonArray() }),
        ["paths"] = new JsonObject(ApiOperations.All.GroupBy(operation => operation.Path).Select(path => KeyValuePair.Create(
            path.Key, (JsonNode?)new JsonObject(path.Select(operation => KeyValuePair.Create(operation.Method.ToLowerInvariant(), (JsonNode?)Operation(operation))))))),
        ["components"] = new JsonObject
        {
            ["schemas"] = WireSchema.Components(ApiOperations.All.SelectMany(operation => new[] { operation.Request, operation.Answer }).OfType<Type>().Append(typeof(ErrorResponse))),
            ["responses"] = new JsonObject { ["Refused"] = Refused() },
            ["securitySchemes"] = new JsonObject
            {
                [Scheme] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "Authtoken", ["description"] = "The token that Login gave." },
            },
        },
    };

    private static JsonObject Operation(ApiOperation operation)
    {
        var described = new JsonObject { ["operationId"] = operation.Id, ["tags"] = new JsonArray(operation.Tag), ["summary"] = operation.Summary };
        if (operation.IsAnonymous)
            described["security"] = new JsonArray();
        if (Parameters(operation) is { Count: > 0 } parameters)
            described["parameters"] = parameters;
        if (operation.RequestExample is not null)
            described["requestBody"] = Body(operation);
        described["responses"] = new JsonObject
        {
            ["200"] = Success(operation),
            ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Refused" },
        };
        return described;
    }

    private static JsonArray Parameters(ApiOperation operation) =>
    [
        .. PathParameter().Matches(operation.Path).Select(found => (JsonNode)Parameter("path", PathParameterOf(operation, found.Groups[1].Value))),
        .. operation.Query.Select(parameter => (JsonNode)Parameter("query", parameter)),
    ];

    private static ApiParameter PathParameterOf(ApiOperation operation, string name) => name switch
    {
        "action" when operation.Path.StartsWith("/Jobs", StringComparison.Ordinal) => new(name, "string", "What to do.", "kill", "pause", "resume"),
        "action" => new(name, "string", "What to do.", "kill", "pause", "resume", "priority"),
        _ => new(name, "integer", "The id."),
    };

    private static JsonObject Parameter(string place, ApiParameter parameter)
    {
        var schema = new JsonObject { ["type"] = parameter.Type };
        if (parameter.Values.Length > 0)
            schema["enum"] = new JsonArray([.. parameter.Values.Select(value => (JsonNode?)value)]);
        var described = new JsonObject { ["name"] = parameter.Name, ["in"] = place, ["description"] = parameter.Meaning, ["schema"] = schema };
        if (place == "path")
            described["required"] = true;
        return described;
    }

    private static JsonObject Body(ApiOperation operation)
    {
        var isMessage = operation.RequestMediaType is null;
        var content = new JsonObject
        {
            [operation.RequestMediaType ?? WireMediaType.Json] = Content(operation.Request, operation.RequestExample!, isMessage),
        };
        if (isMessage)
            content[WireMediaType.Xml] = new JsonObject { ["schema"] = Reference(operation.Request!) };
        return new JsonObject { ["content"] = content, ["required"] = !operation.Path.StartsWith("/Job/", StringComparison.Ordinal) };
    }

    private static JsonObject Success(ApiOperation operation)
    {
        var success = new JsonObject { ["description"] = "Done." };
        if (operation.Answer is { } message)
            success["content"] = new JsonObject
            {
                [WireMediaType.Json] = Content(message, operation.AnswerExample, isJson: true),
                [WireMediaType.Xml] = new JsonObject { ["schema"] = Reference(message) },
            };
        else if (operation.AnswerMediaType is { } mediaType)
            success["content"] = new JsonObject { [mediaType] = Content(null, operation.AnswerExample, mediaType == WireMediaType.Json) };
        return success;
    }

    private static JsonObject Content(Type? message, string example, bool isJson)
    {
        var content = new JsonObject { ["schema"] = message is not null ? Reference(message) : new JsonObject { ["type"] = isJson ? "object" : "string" } };
        if (example.Length > 0)
            content["example"] = isJson ? JsonNode.Parse(example) : example;
        return content;
    }

    private static JsonObject Refused() => new()
    {
        ["description"] = "Refused: docs/api.md lists the words and their statuses. Nothing was done.",
        ["content"] = new JsonObject
        {
            [WireMediaType.Json] = Content(
                typeof(ErrorResponse),
                """{"errorCode":404,"errorMessage":"clientName 'nobody' is unknown; known clients: client001.","error":"unknown-client","parameter":"clientName","value":"nobody"}""",
                isJson: true),
            [WireMediaType.Xml] = new JsonObject { ["schema"] = Reference(typeof(ErrorResponse)) },
        },
    };

    private static JsonObject Reference(Type message) => new() { ["$ref"] = $"#/components/schemas/{message.Name}" };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
