using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Login;

/// <summary>The token that a request carries: <c>Authtoken</c>, with or without its prefix, or <c>Authorization: Bearer</c>.</summary>
internal static class RequestToken
{
    private const string Bearer = "Bearer ";

    public static string? Of(HttpRequest request)
    {
        var token = request.Headers["Authtoken"].ToString();
        if (token.Length == 0)
            token = request.Headers.Authorization.ToString();
        if (token.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            token = token[Bearer.Length..];
        return token.Length == 0 ? null : token.Trim();
    }
}
