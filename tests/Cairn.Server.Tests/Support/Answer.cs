using System.Net;
using System.Text.Json.Nodes;

namespace Cairn.Server.Tests.Support;

public sealed record Answer(HttpStatusCode Status, string? MediaType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("null");

    public string? Error => (string?)Json["error"];
}
