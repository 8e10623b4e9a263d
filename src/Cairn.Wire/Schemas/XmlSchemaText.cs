using System.Xml.Linq;
using Cairn.Wire.Scalars;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Schemas;

/// <summary>
/// A message's XML Schema. Each value may be an attribute or an element, elements come in any order, so every record is a repeated choice:
/// that a value comes once only is the codec's to check.
/// </summary>
internal sealed class XmlSchemaText
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    private readonly SortedDictionary<string, XElement?> records = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, XElement> scalars = new(StringComparer.Ordinal);

    public static string Of(RecordShape shape)
    {
        var schema = new XmlSchemaText();
        var root = new XElement(Xs + "element", new XAttribute("name", shape.Root!), new XAttribute("type", schema.Type(shape)));
        var document = new XElement(
            Xs + "schema", new XAttribute(XNamespace.Xmlns + "xs", Xs.NamespaceName), root, schema.records.Values, schema.scalars.Values);
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private string Type(RecordShape shape)
    {
        if (records.TryAdd(shape.Name, null))
            records[shape.Name] = Record(shape);
        return shape.Name;
    }

    private XElement Record(RecordShape shape)
    {
        var elements = new List<XElement>();
        var attributes = new List<XElement>();
        foreach (var name in shape.Names)
        {
            elements.Add(Declaration("element", name.Name, name.Member.Scalar is { } value ? ElementType(value) : Type(name.Member.Record)));
            if ((name.Member.Scalar ?? name.Member.Record.TextMember?.Scalar) is { } scalar)
                attributes.Add(Declaration("attribute", name.Name, Type(scalar)));
        }

        foreach (var name in shape.ToleratedNames.Where(name => shape.Find(name) is null))
        {
            elements.Add(Declaration("element", name, "xs:anyType"));
            attributes.Add(Declaration("attribute", name, "xs:string"));
        }

        return new XElement(
            Xs + "complexType",
            new XAttribute("name", shape.Name),
            shape.TextMember is null ? null : new XAttribute("mixed", "true"),
            new XElement(Xs + "choice", new XAttribute("minOccurs", "0"), new XAttribute("maxOccurs", "unbounded"), elements),
            attributes);
    }

    private static XElement Declaration(string kind, string name, string type) =>
        new(Xs + kind, new XAttribute("name", name), new XAttribute("type", type));

    private string Type(Scalar scalar)
    {
        scalars.TryAdd(
            scalar.SchemaName,
            new XElement(Xs + "simpleType", new XAttribute("name", scalar.SchemaName), scalar.XmlSchema(Xs)));
        return scalar.SchemaName;
    }

    /// <summary>A value as an element has it as text, or as <c>val</c> (createtask-semantics.md section 12, trap 22).</summary>
    private string ElementType(Scalar scalar)
    {
        var name = scalar.SchemaName + "-element";
        var value = Type(scalar);
        scalars.TryAdd(name, new XElement(
            Xs + "complexType",
            new XAttribute("name", name),
            new XElement(
                Xs + "simpleContent",
                new XElement(Xs + "extension", new XAttribute("base", value), Declaration("attribute", "val", value)))));
        return name;
    }
}
