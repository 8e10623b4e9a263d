namespace Cairn.Wire.Syntax;

/// <summary>What stands before an XML body's root.</summary>
internal static class XmlProlog
{
    /// <summary>
    /// Whether a document type declaration comes before the root. The reader prohibits them anyway; looking first tells them
    /// from other errors without depending on the text of its messages.
    /// </summary>
    public static bool HasDoctype(ReadOnlySpan<char> xml)
    {
        while (true)
        {
            xml = xml.TrimStart();
            if (xml.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
                return true;
            var end = xml switch
            {
                ['<', '?', ..] => "?>",
                ['<', '!', '-', '-', ..] => "-->",
                _ => null,
            };
            if (end is null || xml.IndexOf(end, StringComparison.Ordinal) is var position && position < 0)
                return false;
            xml = xml[(position + end.Length)..];
        }
    }
}
