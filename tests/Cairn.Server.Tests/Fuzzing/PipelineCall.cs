using System.Text;
using Cairn.Server.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Tests.Fuzzing;

/// <summary>Sends requests through a server's own pipeline, from its error answers to its catalog, but not over a socket.</summary>
internal static class PipelineCall
{
    public static async Task<(int Status, string? MediaType, string Text)> PostAsync(
        RunningServer server, string path, FuzzedRequest request, CancellationToken cancellationToken)
    {
        var answer = new MemoryStream();
        var context = new DefaultHttpContext
        {
            ServiceScopeFactory = server.Service<IServiceScopeFactory>(),
            RequestAborted = cancellationToken,
        };
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = path;
        context.Request.Protocol = "HTTP/1.1";
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost");
        context.Request.Body = new MemoryStream(request.Body);
        context.Request.ContentLength = request.Body.Length;
        context.Request.ContentType = request.ContentType;
        context.Request.Headers.Accept = request.Accept;
        context.Request.Headers["Authtoken"] = server.Token;
        if (request.ContentEncoding is not null)
            context.Request.Headers.ContentEncoding = request.ContentEncoding;
        context.Response.Body = answer;
        await server.Pipeline(context);
        if (context.Features.Get<IServiceProvidersFeature>() is IAsyncDisposable services)
            await services.DisposeAsync();
        return (context.Response.StatusCode, context.Response.ContentType, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
