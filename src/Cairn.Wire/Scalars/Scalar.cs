using System.Text.Json.Nodes;
using System.Xml.Linq;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Scalars;

/// <summary>How one kind of value is spelt (createtask-semantics.md section 0, "Scalars").</summary>
internal abstract class Scalar
{
    /// <summary>What may be written, for people.</summary>
    public abstract string Allowed { get; }

    /// <summary>Finds the spelling for a type, or null if the type is a record of members.</summary>
    public static Scalar? For(Type type, WireRangeAttribute? range)
    {
        if (type.IsEnum)
            return new EnumScalar(type);
        if (type == typeof(string))
            return new TextScalar();
        if (type == typeof(bool))
            return new BooleanScalar();
        if (type == typeof(int))
            return new IntegerScalar<int>(range);
        if (type == typeof(long))
            return new IntegerScalar<long>(range);
        if (type == typeof(TimeOnly))
            return new TimeOfDayScalar();
        if (type == typeof(TimeSpan))
            return new DurationScalar();
        return type == typeof(WireDate) ? new DateScalar() : null;
    }

    /// <summary>Reads a text that isn't empty. Answers null when it could, else the stable word of the refusal.</summary>
    public abstract string? Read(string text, out object? value);

    /// <summary>Writes a value as it stands in an attribute or between quotes.</summary>
    public abstract string Write(object value);

    /// <summary>Whether JSON has the value without quotes.</summary>
    public virtual bool IsBareInJson(object value) => false;

    /// <summary>What schemas call the kind of value; two kinds never have the same.</summary>
    public abstract string SchemaName { get; }

    /// <summary>A regular expression for a whole text that isn't empty, in what XML Schema and ECMAScript have in common; null for any text.</summary>
    protected virtual string? Pattern => null;

    /// <summary>What JSON may have without quotes.</summary>
    protected abstract JsonObject JsonBare { get; }

    /// <summary>What JSON may have: the bare value, its text with blanks around it, an empty text or null for "not given".</summary>
    public virtual JsonObject JsonSchema => new()
    {
        ["anyOf"] = new JsonArray(
            JsonBare,
            new JsonObject { ["type"] = "string", ["pattern"] = $@"^\s*({Pattern})?\s*$" },
            new JsonObject { ["type"] = "null" }),
    };

    /// <summary>How a value is written, without the other spellings that are read: what a generated client needs (OpenAPI 3.0).</summary>
    public abstract JsonObject ApiSchema { get; }

    /// <summary>The content of an XML Schema's simple type.</summary>
    /// <param name="xs">XML Schema's namespace.</param>
    public virtual XElement XmlSchema(XNamespace xs) => XmlRestriction(xs, "xs:token", new XElement(xs + "pattern", new XAttribute("value", $"({Pattern})?")));

    protected static XElement XmlRestriction(XNamespace xs, string type, params XElement[] facets) =>
        new(xs + "restriction", new XAttribute("base", type), facets);
}
