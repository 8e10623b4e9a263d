using System.Xml.Linq;

namespace Cairn.Wire.Tests;

/// <summary>
/// Spells an XML body in another way that means the same: attributes as elements, other order, other case, other prefixes.
/// </summary>
internal sealed class XmlRespelling(Random random)
{
    public string Respell(string xml) => Respell(XElement.Parse(xml)).ToString(SaveOptions.DisableFormatting);

    private XElement Respell(XElement element)
    {
        var children = element.Elements().Select(Respell).ToList();
        var result = new XElement(XName.Get(AnyCase(element.Name.LocalName), random.Next(4) == 0 ? "urn:any" : ""));
        foreach (var attribute in element.Attributes())
        {
            if (attribute.Name == "val" && random.Next(2) == 0)
                result.Add(new XText($" {attribute.Value}"));
            else if (random.Next(2) == 0)
                children.Insert(0, new XElement(AnyCase(attribute.Name.LocalName), Text(attribute.Value)));
            else
                result.SetAttributeValue(AnyCase(attribute.Name.LocalName), attribute.Value);
        }

        // Members of one name are a list and keep their order; the others may come in any.
        var groups = children.GroupBy(child => child.Name.LocalName.ToUpperInvariant()).ToArray();
        random.Shuffle(groups);
        result.Add(groups.SelectMany(group => group));
        return result;
    }

    private XNode[] Text(string value) => random.Next(3) switch
    {
        0 => [new XComment("here"), new XText($"\n  {value} ")],
        1 when !value.Contains("]]>", StringComparison.Ordinal) => [new XCData(value)],
        _ => [new XText(value)],
    };

    private string AnyCase(string name) => random.Next(3) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name.ToLowerInvariant(),
        _ => name,
    };
}
