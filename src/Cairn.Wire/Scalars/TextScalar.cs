using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Cairn.Wire.Scalars;

internal sealed class TextScalar : Scalar
{
    public override string Allowed => "any text";

    public override string? Read(string text, out object? value)
    {
        value = text;
        return null;
    }

    public override string Write(object value) => (string)value;

    public override string SchemaName => "text";

    public override JsonObject JsonSchema => JsonBare;

    public override JsonObject ApiSchema => new() { ["type"] = "string" };

    protected override JsonObject JsonBare => new() { ["type"] = new JsonArray("string", "number", "boolean", "null") };

    public override XElement XmlSchema(XNamespace xs) => XmlRestriction(xs, "xs:string");
}
