using Cairn.CommServe.Accounts;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Login;

/// <summary>POST Logout (wire-api.md 1.5): the answer is a text that clients show.</summary>
internal static class LogoutEndpoint
{
    public static async Task<IResult> RunAsync(HttpRequest request, Sessions sessions, CancellationToken cancellationToken)
    {
        if (RequestToken.Of(request) is { } token)
            await sessions.EndAsync(token, cancellationToken);
        return Results.Text("User logged out");
    }
}
