using System.Text;
using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory;
using Cairn.CommServe.Refusals;
using Cairn.Server.Bodies;
using Cairn.Server.Login;
using Cairn.Wire;
using Cairn.Wire.Messages.Inventory;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Inventory;

/// <summary>POST Apply?dryRun=true: makes the inventory what a YAML or JSON document says (docs/operations.md).</summary>
internal static class ApplyEndpoint
{
    /// <summary>An inventory of some ten thousand subclients.</summary>
    private const int LargestDocument = 8 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static async Task<IResult> RunAsync(HttpContext context, Apply apply, bool dryRun = false)
    {
        context.Caller().Demand(Right.Administer, EntityPath.CommCell, "change the inventory");
        var document = await ReadAsync(context);
        var report = await apply.RunAsync(document, dryRun, context.RequestAborted);
        return new WireAnswer<ApplyResponse>(new ApplyResponse
        {
            DryRun = dryRun ? true : null,
            Changes = [.. report.Changes.Select(change => new AppliedChange
            {
                Action = change.Action,
                Entity = change.Entity,
                Detail = change.Detail,
            })],
        });
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        var bytes = await RequestBody.ReadBytesAsync(context.Request, LargestDocument, context.RequestAborted);
        if (bytes.Length > LargestDocument)
            throw new BadHttpRequestException("Too large", StatusCodes.Status413PayloadTooLarge);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new RefusalException(RefusalKind.Invalid, WireError.Malformed, "The inventory document is not UTF-8.");
        }
    }
}
