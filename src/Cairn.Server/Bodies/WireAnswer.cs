using Cairn.Wire;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Bodies;

/// <summary>An answer in the format that the request accepts. Clients take 200 for success and nothing else (wire-api.md 0.3).</summary>
internal sealed class WireAnswer<T>(T message, int status = StatusCodes.Status200OK) : IResult
    where T : class
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var format = AcceptedFormat.Of(httpContext.Request);
        var body = WireCodec.Encode(message, format);
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = WireMediaType.Of(format) + "; charset=utf-8";
        // Texts of others are in it: no browser may take it for anything but what it is.
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
