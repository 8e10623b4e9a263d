using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Cairn.Server.Tests.Tasks;

/// <summary>
/// A request as a tree of named members, read and written here without the server's own codec, so that its spellings are judged by
/// something else than itself.
/// </summary>
internal sealed class RequestTree
{
    private const string Root = "TMMsg_CreateTaskReq";

    private readonly string name;
    private readonly string? text;
    private readonly List<RequestTree> members = [];

    private RequestTree(string name, string? text) => (this.name, this.text) = (name, text);

    /// <summary>Reads XML or JSON, by the first character that is not a mark of its encoding.</summary>
    public static RequestTree Read(byte[] body)
    {
        if (body.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("{"u8))
        {
            var json = JsonNode.Parse(body)!.AsObject();
            return Of(Root, json[Root] ?? json);
        }

        using var stream = new MemoryStream(body);
        return Of(XDocument.Load(stream).Root!);
    }

    public string AsAttributes() => Element(valuesAsAttributes: true).ToString(SaveOptions.DisableFormatting);

    public string AsElements() => Element(valuesAsAttributes: false).ToString(SaveOptions.DisableFormatting);

    public string AsJson() => Json().ToJsonString();

    private bool IsValue => members.Count == 0 && text is not null;

    private static RequestTree Of(XElement element)
    {
        var words = string.Concat(element.Nodes().OfType<XText>().Select(part => part.Value)).Trim();
        var tree = new RequestTree(element.Name.LocalName, words.Length > 0 || !element.HasElements && !element.HasAttributes && !element.IsEmpty ? words : null);
        tree.members.AddRange(element.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration)
            .Select(attribute => new RequestTree(attribute.Name.LocalName, attribute.Value)));
        tree.members.AddRange(element.Elements().Select(Of));
        return tree;
    }

    private static RequestTree Of(string name, JsonNode? node)
    {
        var tree = new RequestTree(name, node is JsonValue value ? value.ToString() : null);
        foreach (var (key, member) in node as JsonObject ?? [])
            tree.members.AddRange(member is JsonArray items ? items.Select(item => Of(key, item)) : [Of(key, member)]);
        return tree;
    }

    private XElement Element(bool valuesAsAttributes)
    {
        var element = new XElement(name);
        foreach (var member in members)
        {
            if (valuesAsAttributes && member.IsValue && members.Count(twin => twin.name == member.name) == 1)
                element.SetAttributeValue(member.name, member.text);
            else
                element.Add(member.Element(valuesAsAttributes));
        }

        if (text is not null)
            element.Add(new XText(text));
        return element;
    }

    private JsonNode Json()
    {
        if (IsValue)
            return JsonValue.Create(text)!;
        var json = new JsonObject();
        foreach (var twins in members.GroupBy(member => member.name))
            json[twins.Key] = new JsonArray([.. twins.Select(member => member.Json())]) is { Count: > 1 } list ? list : twins.Single().Json();
        return json;
    }
}
