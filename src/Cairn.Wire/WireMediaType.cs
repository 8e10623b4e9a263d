using System.Net.Http.Headers;

namespace Cairn.Wire;

/// <summary>The media types of the two syntaxes.</summary>
public static class WireMediaType
{
    public const string Json = "application/json";
    public const string Xml = "application/xml";

    public static string Of(WireFormat format) => format == WireFormat.Xml ? Xml : Json;

    /// <summary>
    /// The format of an answer: only the Accept header decides, never the request's own format, and JSON is the default
    /// (wire-api.md section 0.2). Quality values count; of equals the first wins.
    /// </summary>
    public static WireFormat FormatFromAccept(string? accept)
    {
        var best = WireFormat.Json;
        var bestQuality = 0.0;
        foreach (var range in (accept ?? "").Split(','))
        {
            if (!MediaTypeWithQualityHeaderValue.TryParse(range, out var type) || FormatOf(type.MediaType) is not { } format)
                continue;
            var quality = type.Quality ?? 1.0;
            if (quality > bestQuality)
                (best, bestQuality) = (format, quality);
        }

        return best;
    }

    private static WireFormat? FormatOf(string? mediaType) => mediaType?.ToUpperInvariant() switch
    {
        "APPLICATION/XML" or "TEXT/XML" => WireFormat.Xml,
        "APPLICATION/JSON" or "TEXT/JSON" or "APPLICATION/*" or "*/*" => WireFormat.Json,
        _ => null,
    };
}
