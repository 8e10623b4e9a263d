using System.Text.Json.Nodes;
using Cairn.Wire.Schemas;
using Cairn.Wire.Shape;

namespace Cairn.Wire;

/// <summary>
/// Schemas of messages, made from the same records that the codec reads, for editors and validators. They know the members that this
/// server knows, under the names that it writes and their aliases; the codec itself is more lenient: it takes member names in any
/// case and only warns of members that it doesn't know.
/// </summary>
public static class WireSchema
{
    /// <summary>An XML Schema 1.0 or a JSON Schema (draft 7), indented.</summary>
    public static string Of<T>(WireFormat format)
        where T : class => format == WireFormat.Xml
            ? XmlSchemaText.Of(RecordShape.Of(typeof(T)))
            : JsonSchemaText.Of(RecordShape.Of(typeof(T)));

    /// <summary>The schemas of messages and of all records in them, by the records' names, as OpenAPI 3.0 has them in its components.</summary>
    public static JsonObject Components(IEnumerable<Type> messages) => ApiSchemas.Of(messages.Select(RecordShape.Of));
}
