using Cairn.CommServe.Refusals;
using Cairn.Server.Bodies;
using Cairn.Wire;
using Cairn.Wire.Messages.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cairn.Server.Errors;

/// <summary>The one place where what went wrong becomes a status and a body in the accepted format. No stack trace leaves here.</summary>
internal sealed partial class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (HasNoBody(context.Response))
                await AnswerAsync(context, ErrorAnswer.Of(context.Response.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, Answer(context, e));
        }
    }

    private static bool HasNoBody(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null };

    private ErrorAnswer Answer(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case WireException refused:
                return ErrorAnswer.Of(refused);
            case RefusalException refused:
                return ErrorAnswer.Of(refused);
            case BadHttpRequestException refused:
                return ErrorAnswer.Of(refused.StatusCode);
            default:
                LogUnexpected(exception, context.Request.Method, context.Request.Path, context.TraceIdentifier);
                return ErrorAnswer.OfUnexpected(context.TraceIdentifier);
        }
    }

    /// <summary>Answers instead of what was going to be answered.</summary>
    public static Task AnswerAsync(HttpContext context, ErrorAnswer answer)
    {
        var (allowed, retryAfter) = (context.Response.Headers.Allow, context.Response.Headers.RetryAfter);
        context.Response.Clear();
        (context.Response.Headers.Allow, context.Response.Headers.RetryAfter) = (allowed, retryAfter);
        return new WireAnswer<ErrorResponse>(answer.Body, answer.Status).ExecuteAsync(context);
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed unexpectedly (reference {Reference})")]
    private partial void LogUnexpected(Exception exception, string method, PathString path, string reference);
}
