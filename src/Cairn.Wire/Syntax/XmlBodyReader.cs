using System.Globalization;
using System.Text;
using System.Xml;

namespace Cairn.Wire.Syntax;

/// <summary>
/// XML to nodes. An attribute and a child element are the same kind of member; prefixes and namespaces are dropped; nothing
/// outside the body is ever read.
/// </summary>
internal static class XmlBodyReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <exception cref="WireException">
    /// Not well-formed, beyond a limit, with a DTD, or declared in another encoding than it has.
    /// </exception>
    public static Node Read(BodyText body, WireLimits limits)
    {
        if (XmlProlog.HasDoctype(body.Text))
            throw WireException.Body(WireError.DoctypeForbidden, "Request body has a document type declaration; none is read.");
        try
        {
            using var reader = XmlReader.Create(new StringReader(body.Text), Settings);
            while (reader.Read() && reader.NodeType != XmlNodeType.Element)
            {
                if (reader.NodeType == XmlNodeType.XmlDeclaration)
                    RefuseOtherEncoding(reader.GetAttribute("encoding"), body);
            }

            var root = new Node(reader.LocalName);
            ReadElement(reader, root, limits, depth: 1);
            while (reader.Read())
            {
                // What follows the root has to be well-formed too.
            }

            return root;
        }
        catch (XmlException e)
        {
            throw WireException.Malformed(e.Message);
        }
    }

    private static void RefuseOtherEncoding(string? declared, BodyText body)
    {
        var agrees = declared?.ToUpperInvariant() switch
        {
            null => true,
            "UTF-8" or "US-ASCII" => !body.IsUtf16,
            "UTF-16" or "UTF-16LE" or "UTF-16BE" => body.IsUtf16,
            _ => false,
        };
        if (!agrees)
            throw WireException.Malformed($"it is declared as {declared}, but is {(body.IsUtf16 ? "UTF-16" : "UTF-8")}.");
    }

    private static void ReadElement(XmlReader reader, Node node, WireLimits limits, int depth)
    {
        if (depth > limits.Depth)
            throw WireException.Body(
                WireError.TooDeep,
                string.Create(CultureInfo.InvariantCulture, $"Request body has elements more than {limits.Depth} deep."));
        var isEmpty = reader.IsEmptyElement;
        ReadAttributes(reader, node, limits);
        if (isEmpty)
            return;

        StringBuilder? text = null;
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
                ReadElement(reader, node.Add(new(reader.LocalName), limits), limits, depth + 1);
            else
                (text ??= new()).Append(reader.Value);
        }

        // Blanks around an element's text are layout, also where those of an attribute or of a JSON string would count.
        node.Text = text?.ToString().Trim();
    }

    private static void ReadAttributes(XmlReader reader, Node node, WireLimits limits)
    {
        while (reader.MoveToNextAttribute())
        {
            var isNamespace = reader.Prefix == "xmlns" || reader.Name == "xmlns";
            if (!isNamespace)
                node.Add(new(reader.LocalName) { Text = reader.Value }, limits);
        }
    }
}
