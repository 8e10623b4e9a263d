using Cairn.Wire;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Bodies;

/// <summary>The format of an answer: only Accept decides.</summary>
internal static class AcceptedFormat
{
    /// <summary>Clients that accept plain text search the answer for XML (wire-api.md 6.6).</summary>
    private const string PlainText = "text/plain";

    public static WireFormat Of(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.StartsWith(PlainText, StringComparison.OrdinalIgnoreCase)
            ? WireFormat.Xml
            : WireMediaType.FormatFromAccept(accept);
    }
}
