using System.Globalization;
using System.Threading.RateLimiting;
using Cairn.CommServe.Accounts;
using Cairn.Server.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Server.Hosting;

/// <summary>What one client may take of the server, so that the others get their share.</summary>
internal static class RequestLimits
{
    /// <summary>
    /// What Kestrel reads at all. It is far above every endpoint's own limit, so that a body which is merely too large
    /// is answered and drained, rather than cut off by a closed connection before its sender has seen why.
    /// </summary>
    private const long LargestTransfer = 64 << 20;

    /// <summary>A connection costs some 10 KB; this many fit beside everything else in half a gigabyte.</summary>
    private const long MostConnections = 20_000;

    /// <summary>A sender that is slower than this after the first seconds holds a connection for nothing.</summary>
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    private static readonly TimeSpan BetweenRefills = TimeSpan.FromMilliseconds(100);

    /// <summary>A mistake or a hostile sender must hold neither memory nor connections for long.</summary>
    public static void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = LargestTransfer;
        limits.MaxConcurrentConnections = MostConnections;
        limits.MinRequestBodyDataRate = SlowestBody;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    /// <summary>A bucket for each user; what needs no token has one for each address.</summary>
    public static IServiceCollection AddRequestLimits(this IServiceCollection services, int requestsPerSecond) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (refused, _) =>
        {
            // Whole seconds are all that the header can say.
            refused.HttpContext.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
            await ErrorAnswers.AnswerAsync(refused.HttpContext, ErrorAnswer.Of(StatusCodes.Status429TooManyRequests));
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (int User, string Address)>(context =>
            requestsPerSecond == 0
                ? RateLimitPartition.GetNoLimiter((0, ""))
                : RateLimitPartition.GetTokenBucketLimiter(SenderOf(context), _ => BucketOf(requestsPerSecond)));
    });

    private static (int User, string Address) SenderOf(HttpContext context) => context.Features.Get<Caller>() is { } caller
        ? (caller.UserId, "")
        : (0, $"{context.Connection.RemoteIpAddress}");

    private static TokenBucketRateLimiterOptions BucketOf(int requestsPerSecond)
    {
        var refills = (int)(TimeSpan.FromSeconds(1) / BetweenRefills);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * requestsPerSecond,
            TokensPerPeriod = Math.Max(1, requestsPerSecond / refills),
            ReplenishmentPeriod = requestsPerSecond < refills ? TimeSpan.FromSeconds(1) / requestsPerSecond : BetweenRefills,
            QueueLimit = 0,
        };
    }
}
