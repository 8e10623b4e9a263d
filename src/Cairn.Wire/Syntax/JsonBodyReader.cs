using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cairn.Wire.Syntax;

/// <summary>
/// JSON to nodes, strictly: no comments, trailing commas, repeated keys or NaN. A list becomes members of one name, null becomes
/// nothing, and the "@" that converters from XML put before attributes is dropped.
/// </summary>
internal static class JsonBodyReader
{
    /// <exception cref="WireException">Not well-formed, a key twice, or beyond a limit.</exception>
    public static Node Read(BodyText body, WireLimits limits)
    {
        // One more than the limit, so that reaching it is noticed here and gets its own word.
        var options = new JsonReaderOptions { MaxDepth = limits.Depth + 1 };
        var root = new Node("");
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body.Text), options);
            reader.Read();
            ReadObject(ref reader, root, limits);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            // Its own words speak of the reader's options.
            throw WireException.Malformed(string.Create(
                CultureInfo.InvariantCulture, $"it is no JSON at line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}."));
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to an escaped half of a surrogate pair.
            throw WireException.Malformed("a string holds half of a surrogate pair.");
        }
    }

    private static void ReadObject(ref Utf8JsonReader reader, Node into, WireLimits limits)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var name = key.StartsWith('@') ? key[1..] : key;
            if (!seen.Add(name))
                throw WireException.Member(WireError.DuplicateParameter, into.Add(new(name), limits), "is given twice.");
            reader.Read();
            ReadValue(ref reader, into, name, isListItem: false, limits);
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, Node into, string name, bool isListItem, WireLimits limits)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.StartArray:
                RefuseTooDeep(reader, limits);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ReadValue(ref reader, into, name, isListItem: true, limits);
                break;
            case JsonTokenType.StartObject:
                RefuseTooDeep(reader, limits);
                ReadObject(ref reader, into.Add(new(name) { IsListItem = isListItem }, limits), limits);
                break;
            default:
                into.Add(new(name) { IsListItem = isListItem, Text = ScalarText(reader) }, limits);
                break;
        }
    }

    private static string ScalarText(in Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()!
        : Encoding.UTF8.GetString(reader.ValueSpan);

    // At the token that opens a container the reader's depth is that of the container itself, which counts from 0.
    private static void RefuseTooDeep(in Utf8JsonReader reader, WireLimits limits)
    {
        if (reader.CurrentDepth >= limits.Depth)
            throw WireException.Body(
                WireError.TooDeep,
                string.Create(CultureInfo.InvariantCulture, $"Request body has objects or lists more than {limits.Depth} deep."));
    }
}
