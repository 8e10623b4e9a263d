using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Fuzzing;

/// <summary>A body as named members, whatever its syntax, made to be changed.</summary>
internal sealed class BodyTree(string name)
{
    private const int LargestSeed = 20_000;

    public string Name { get; set; } = name;

    /// <summary>The plain value, if it has one.</summary>
    public string? Text { get; set; }

    public List<BodyTree> Members { get; } = [];

    /// <summary>Every request of the fixtures that is well-formed, accepted or not.</summary>
    public static IReadOnlyList<BodyTree> Corpus { get; } = [.. ProjectFiles.RequestBodies.Order(StringComparer.Ordinal).Select(Parse).OfType<BodyTree>()];

    public BodyTree Clone()
    {
        var copy = new BodyTree(Name) { Text = Text };
        copy.Members.AddRange(Members.Select(member => member.Clone()));
        return copy;
    }

    /// <summary>This and all below.</summary>
    public List<BodyTree> All()
    {
        List<BodyTree> all = [this];
        for (var next = 0; next < all.Count; next++)
            all.AddRange(all[next].Members);
        return all;
    }

    private static BodyTree? Parse(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            // Bombs grow when this parser reads them; the tests of hostile bodies have them.
            if (text.Length > LargestSeed || text.Contains("<!DOCTYPE", StringComparison.Ordinal))
                return null;
            return text.AsSpan().TrimStart() is ['<', ..] ? Of(XElement.Parse(text)) : Of("", JsonNode.Parse(text)).Single();
        }
        catch (Exception e) when (e is XmlException or JsonException)
        {
            return null;
        }
    }

    private static BodyTree Of(XElement element)
    {
        var tree = new BodyTree(element.Name.LocalName) { Text = element.HasElements ? null : element.Value };
        tree.Members.AddRange(element.Attributes().Select(attribute => new BodyTree(attribute.Name.LocalName) { Text = attribute.Value }));
        tree.Members.AddRange(element.Elements().Select(Of));
        return tree;
    }

    private static IEnumerable<BodyTree> Of(string name, JsonNode? node)
    {
        if (node is JsonArray list)
            return list.SelectMany(item => Of(name, item));
        var tree = new BodyTree(name) { Text = node is JsonObject ? null : node?.ToString() };
        foreach (var (key, value) in node as JsonObject ?? [])
            tree.Members.AddRange(Of(key, value));
        return [tree];
    }
}
