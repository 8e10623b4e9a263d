using System.Text.Json.Nodes;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Schemas;

/// <summary>
/// The schemas of an OpenAPI document: each record under its own name, each value in the one spelling that is written. What else is read is
/// left to docs/api.md, because clients that are generated would make a type of each spelling.
/// </summary>
internal sealed class ApiSchemas
{
    public const string Prefix = "#/components/schemas/";

    private readonly SortedDictionary<string, (RecordShape Shape, JsonObject? Schema)> records = new(StringComparer.Ordinal);

    public static JsonObject Of(IEnumerable<RecordShape> shapes)
    {
        var schemas = new ApiSchemas();
        foreach (var shape in shapes)
            schemas.Reference(shape);
        return new JsonObject(schemas.records.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value.Schema)));
    }

    private JsonObject Reference(RecordShape shape)
    {
        if (records.TryGetValue(shape.Name, out var known) && known.Shape != shape)
            throw new InvalidOperationException($"Two records are called {shape.Name}: a document can't tell them apart.");
        if (records.TryAdd(shape.Name, (shape, null)))
            records[shape.Name] = (shape, Record(shape));
        return new JsonObject { ["$ref"] = Prefix + shape.Name };
    }

    private JsonObject Record(RecordShape shape) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(shape.Members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)Member(member)))),
    };

    private JsonObject Member(MemberShape member)
    {
        var item = member.Scalar?.ApiSchema ?? Reference(member.Record);
        if (member.Scalar is { SchemaName: not ("text" or "boolean") } scalar)
            item["description"] = scalar.Allowed;
        return member.IsList ? new JsonObject { ["type"] = "array", ["items"] = item } : item;
    }
}
