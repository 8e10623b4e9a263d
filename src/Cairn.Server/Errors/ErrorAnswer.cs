using Cairn.CommServe.Refusals;
using Cairn.Wire;
using Cairn.Wire.Messages.Errors;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Errors;

/// <summary>A status and what to say. Words and statuses are listed in docs/api.md.</summary>
internal sealed record ErrorAnswer(int Status, ErrorResponse Body)
{
    /// <summary>The code that clients know "Access denied" by (wire-api.md 1.4).</summary>
    public const int AccessDeniedCode = 5;

    private const int LongestEcho = 100;

    public static ErrorAnswer Of(WireException refused) => Of(
        refused.Error == WireError.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest,
        [Item(refused), .. refused.Others.Select(Item)]);

    public static ErrorAnswer Of(RefusalException refused) =>
        Of(StatusOf(refused.Kind), [Item(refused), .. refused.Others.Select(Item)]);

    /// <summary>For what the web server itself refuses.</summary>
    public static ErrorAnswer Of(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => Say(status, WireError.TooLarge, "Request body is larger than this server takes."),
        StatusCodes.Status404NotFound => Say(status, "unknown-path", "This is not part of the API."),
        StatusCodes.Status405MethodNotAllowed => Say(status, "unknown-method", "This path is served, but not with this method."),
        StatusCodes.Status401Unauthorized => AccessDenied,
        StatusCodes.Status408RequestTimeout => Say(status, "too-slow", "The request came too slowly."),
        StatusCodes.Status429TooManyRequests => Say(status, "too-many-requests", "You send more requests than this server takes of one user; wait a second."),
        _ => Say(status, WireError.Malformed, "The request can't be understood."),
    };

    public static ErrorAnswer AccessDenied { get; } = new(
        StatusCodes.Status401Unauthorized,
        new ErrorResponse { ErrorCode = AccessDeniedCode, ErrorMessage = "Access denied", Error = "access-denied" });

    public static ErrorAnswer OfUnexpected(string reference) => Say(
        StatusCodes.Status500InternalServerError,
        "internal-error",
        $"Something unexpected went wrong; the server's log tells more under {reference}.");

    // Clients take 0 for success, so every refusal has a code; the status is one that means something.
    public int Status { get; } = Status;

    public ErrorResponse Body { get; } = Body with { ErrorCode = Body.ErrorCode ?? Status };

    private static ErrorAnswer Say(int status, string word, string message) =>
        new(status, new ErrorResponse { ErrorMessage = message, Error = word });

    /// <summary>The first stands for all of them, in the members that clients have always read.</summary>
    private static ErrorAnswer Of(int status, List<ErrorItem> items) => new(status, new ErrorResponse
    {
        ErrorMessage = items[0].ErrorMessage,
        Error = items[0].Error,
        Parameter = items[0].Parameter,
        Path = items[0].Path,
        Value = items[0].Value,
        Allowed = items[0].Allowed,
        Errors = items,
    });

    private static ErrorItem Item(WireException refused) => new()
    {
        ErrorMessage = refused.Message,
        Error = refused.Error,
        Parameter = refused.Parameter,
        Path = refused.Path,
        Value = refused.Value,
        Allowed = refused.Allowed,
    };

    private static ErrorItem Item(RefusalException refused) => new()
    {
        ErrorMessage = refused.Message,
        Error = refused.Word,
        Parameter = refused.Parameter,
        Path = refused.Path,
        Value = Shorten(refused.Value),
        Allowed = refused.Allowed,
    };

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Unknown => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string? Shorten(string? text) =>
        text is { Length: > LongestEcho } ? string.Concat(text.AsSpan(0, LongestEcho), "…") : text;
}
