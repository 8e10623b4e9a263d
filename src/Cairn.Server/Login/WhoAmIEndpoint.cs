using Cairn.Server.Bodies;
using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Messages.Login;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Login;

/// <summary>POST WhoAmI: whose token is this (wire-api.md 1.3).</summary>
internal static class WhoAmIEndpoint
{
    public static IResult Run(HttpContext context)
    {
        var caller = context.Caller();
        return new WireAnswer<WhoAmIResponse>(
            new WhoAmIResponse { User = new UserReference { UserName = caller.Name, UserId = caller.UserId } });
    }
}
