using Cairn.CommServe.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Login;

/// <summary>Lets a request through only with a token of a live session, but for the few paths that are marked as anonymous.</summary>
internal sealed class TokenCheck(RequestDelegate next, Sessions sessions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            var token = RequestToken.Of(context.Request);
            var caller = token is null ? null : await sessions.AuthenticateAsync(token, context.RequestAborted);
            if (caller is null)
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            context.Features.Set(caller);
        }

        await next(context);
    }
}
