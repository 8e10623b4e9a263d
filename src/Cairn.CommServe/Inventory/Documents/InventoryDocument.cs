using Cairn.CommServe.Refusals;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cairn.CommServe.Inventory.Documents;

/// <summary>Reads the text of a document; what its parts mean is the sections' business.</summary>
internal static class InventoryDocument
{
    private static readonly string[] Sections =
        ["commCell", "mediaAgents", "libraries", "storagePolicies", "locations", "calendars", "alerts", "roles", "users", "clients"];

    /// <exception cref="RefusalException"><c>malformed-document</c> or <c>unknown-key</c>.</exception>
    public static DocumentMap Parse(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new PlainParser(new Parser(new StringReader(text))));
        }
        catch (YamlException exception)
        {
            var (line, column) = (exception.Start.Line, exception.Start.Column);
            throw Malformed($"The document can't be read: {exception.Message} (line {line}, column {column})");
        }
        return stream.Documents switch
        {
            [{ RootNode: YamlMappingNode root }] => new DocumentMap("", root, Sections),
            [] => throw Malformed("The document is empty."),
            [_] => throw Malformed($"The document must be a mapping with some of the keys {string.Join(", ", Sections)}."),
            _ => throw Malformed("There is more than one document; give one at a time."),
        };
    }

    private static RefusalException Malformed(string message) => new(RefusalKind.Invalid, "malformed-document", message);
}
