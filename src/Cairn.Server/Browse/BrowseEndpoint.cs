using Cairn.CommServe.Tasks;
using Cairn.Server.Bodies;
using Cairn.Server.Login;
using Cairn.Wire.Messages.Browse;
using Microsoft.AspNetCore.Http;
using BrowseService = Cairn.CommServe.Browsing.Browse;

namespace Cairn.Server.Browse;

/// <summary>POST DoBrowse: what is in a folder of a backup, what matches a pattern, or all versions of a file (wire-api.md 5.1).</summary>
internal static class BrowseEndpoint
{
    public static async Task<IResult> RunAsync(
        HttpContext context, BrowseService browse, EntityResolution entities, CancellationToken cancellationToken)
    {
        var (message, caller) = ((await RequestBody.ReadAsync<BrowseRequest>(context.Request, cancellationToken)).Message, context.Caller());
        var query = BrowseMapping.Query(message, await BrowseEntity.ResolveAsync(message.Entity, entities, caller, cancellationToken));
        var page = await browse.ListAsync(query, caller.Rights, cancellationToken);
        return new WireAnswer<BrowseResponse>(BrowseMapping.Response(page, query));
    }
}
