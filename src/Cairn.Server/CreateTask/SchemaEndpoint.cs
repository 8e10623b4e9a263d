using Cairn.Server.Bodies;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.CreateTask;

/// <summary>GET CreateTask/schema: what a request may look like, for editors; a JSON Schema, or an XML Schema where XML is accepted.</summary>
internal static class SchemaEndpoint
{
    private static readonly string Json = WireSchema.Of<CreateTaskRequest>(WireFormat.Json);
    private static readonly string Xml = WireSchema.Of<CreateTaskRequest>(WireFormat.Xml);

    public static IResult Get(HttpRequest request)
    {
        var format = AcceptedFormat.Of(request);
        return Results.Text(format == WireFormat.Xml ? Xml : Json, WireMediaType.Of(format), System.Text.Encoding.UTF8);
    }
}
