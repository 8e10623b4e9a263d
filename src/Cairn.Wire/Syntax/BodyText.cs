using System.Net.Http.Headers;
using System.Text;

namespace Cairn.Wire.Syntax;

/// <summary>
/// A body as characters. Only UTF-8 and UTF-16 are read, told by byte order mark, charset or the first two bytes, and
/// strictly: bytes that are no text, and encodings that filters in front of us may miss, are refused.
/// </summary>
internal sealed record BodyText(string Text, bool IsUtf16)
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding LittleEndian = new UnicodeEncoding(bigEndian: false, false, throwOnInvalidBytes: true);
    private static readonly Encoding BigEndian = new UnicodeEncoding(bigEndian: true, false, throwOnInvalidBytes: true);

    /// <summary>The first character that isn't blank. There always is one.</summary>
    public char FirstCharacter => Text.AsSpan().TrimStart()[0];

    /// <exception cref="WireException">Empty, not text, or in another encoding.</exception>
    public static BodyText Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var (encoding, markLength) = FromByteOrderMark(bytes);
        encoding ??= FromCharset(contentType, bytes) ?? FromFirstBytes(bytes);
        try
        {
            var text = encoding.GetString(bytes[markLength..]);
            return string.IsNullOrWhiteSpace(text)
                ? throw WireException.Body(WireError.Malformed, "Request body is empty or format is invalid.")
                : new(text, encoding != Utf8);
        }
        catch (DecoderFallbackException)
        {
            throw WireException.Malformed($"its bytes are not {(encoding == Utf8 ? "UTF-8" : "UTF-16")}.");
        }
    }

    private static (Encoding? Encoding, int MarkLength) FromByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, ..] => (LittleEndian, 2),
        [0xFE, 0xFF, ..] => (BigEndian, 2),
        _ => (null, 0),
    };

    private static Encoding? FromCharset(string? contentType, ReadOnlySpan<byte> bytes)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || string.IsNullOrEmpty(type.CharSet))
            return null;
        var charset = type.CharSet.Trim('"').ToUpperInvariant();
        return charset switch
        {
            "UTF-8" or "UTF8" or "US-ASCII" => Utf8,
            "UTF-16LE" => LittleEndian,
            "UTF-16BE" => BigEndian,
            "UTF-16" => FromFirstBytes(bytes) == LittleEndian ? LittleEndian : BigEndian,
            _ => throw WireException.Malformed($"charset \"{type.CharSet}\" is not read; allowed: UTF-8, UTF-16."),
        };
    }

    // Without a mark the first character, "<" or "{", tells which of its bytes is the zero one.
    private static Encoding FromFirstBytes(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [not 0, 0, ..] => LittleEndian,
        [0, not 0, ..] => BigEndian,
        _ => Utf8,
    };
}
