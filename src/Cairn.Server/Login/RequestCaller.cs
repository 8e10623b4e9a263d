using Cairn.CommServe.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cairn.Server.Login;

/// <summary>The user behind a request that <see cref="TokenCheck"/> let through.</summary>
internal static class RequestCaller
{
    public static Caller Caller(this HttpContext context) => context.Features.GetRequiredFeature<Caller>();
}
