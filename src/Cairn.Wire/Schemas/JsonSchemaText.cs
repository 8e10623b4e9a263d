using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Schemas;

/// <summary>A message's JSON Schema. Each record is a definition of its own; the message may stand in its root's name or not.</summary>
internal sealed class JsonSchemaText
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SortedDictionary<string, JsonObject?> definitions = new(StringComparer.Ordinal);

    public static string Of(RecordShape shape)
    {
        var schema = new JsonSchemaText();
        var wrapped = schema.Reference(shape);
        var properties = schema.Properties(shape);
        properties[shape.Root!] = wrapped;
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = shape.Root,
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["minProperties"] = 1,
            ["definitions"] = new JsonObject(schema.definitions.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        };
        return root.ToJsonString(Layout) + "\n";
    }

    private JsonObject Reference(RecordShape shape)
    {
        if (definitions.TryAdd(shape.Name, null))
            definitions[shape.Name] = Definition(shape);
        return new JsonObject { ["$ref"] = "#/definitions/" + shape.Name };
    }

    /// <summary>An empty text stands for a record that says nothing, a text for the one member that takes it.</summary>
    private JsonObject Definition(RecordShape shape)
    {
        var definition = new JsonObject
        {
            ["type"] = new JsonArray("object", "string", "null"),
            ["properties"] = Properties(shape),
            ["additionalProperties"] = false,
        };
        if (shape.TextMember is null)
            definition["maxLength"] = 0;
        return definition;
    }

    private JsonObject Properties(RecordShape shape)
    {
        var properties = new JsonObject();
        foreach (var name in shape.Names)
            properties[name.Name] = Member(name);
        foreach (var name in shape.ToleratedNames)
            properties.TryAdd(name, new JsonObject { ["description"] = "Not used by this server." });
        return properties;
    }

    private JsonObject Member(MemberName name)
    {
        var member = name.Member;
        var item = member.Scalar is { } scalar ? scalar.JsonSchema : Reference(member.Record);
        var schema = member.IsList
            ? new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = item.DeepClone() }, item) }
            : item;
        if (Description(name) is { } description && !schema.ContainsKey("$ref"))
            schema["description"] = description;
        return schema;
    }

    private static string? Description(MemberName name)
    {
        var allowed = name.Member.Scalar?.Allowed;
        return name.Name == name.Member.Name ? allowed : $"The same as {name.Member.Name}. {allowed}".TrimEnd();
    }
}
