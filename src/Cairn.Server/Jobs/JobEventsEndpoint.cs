using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Cairn.CommServe.Jobs;
using Cairn.Server.Login;
using Cairn.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Hosting;

namespace Cairn.Server.Jobs;

/// <summary>
/// GET Job/{id}/events and Jobs/events: jobs as Server-Sent Events. Each <c>job</c> has a summary as GET Job/{id} does; <c>end</c> says that
/// nothing more will come, <c>ping</c> that the connection is alive.
/// </summary>
internal static class JobEventsEndpoint
{
    /// <summary>Then the client connects again, and its token and rights are looked at once more.</summary>
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BeforeReconnecting = TimeSpan.FromSeconds(1);

    /// <exception cref="CommServe.Refusals.RefusalException"><c>unknown-job</c>.</exception>
    public static async Task<IResult> OfOneAsync(
        HttpContext context, string id, JobQueries jobs, JobWatch watch, IHostApplicationLifetime host, TimeProvider time, CancellationToken cancellationToken)
    {
        var (job, caller) = (JobId.Parse(id), context.Caller());
        if (await jobs.FindAsync(job, caller, cancellationToken) is null)
            throw JobId.Unknown(id);
        return Stream(token => watch.WatchAsync(job, caller, token), host, time, cancellationToken);
    }

    public static IResult OfAll(
        HttpContext context, JobWatch watch, IHostApplicationLifetime host, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        return Stream(token => watch.WatchAllAsync(caller, token), host, time, cancellationToken);
    }

    private static ServerSentEventsResult<string> Stream(
        Func<CancellationToken, IAsyncEnumerable<JobView>> watch, IHostApplicationLifetime host, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(EventsAsync(watch, host, time, cancellationToken));

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Func<CancellationToken, IAsyncEnumerable<JobView>> watch, IHostApplicationLifetime host, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var longest = new CancellationTokenSource(LongestStream, time);
        // A server that stops doesn't wait for those who only watch.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, longest.Token, host.ApplicationStopping);
        await using var views = watch(stop.Token).GetAsyncEnumerator(stop.Token);
        yield return new SseItem<string>("", "ping") { ReconnectionInterval = BeforeReconnecting };
        var next = views.MoveNextAsync().AsTask();
        while (true)
        {
            var isReady = await IsReadyAsync(next, time, stop.Token);
            if (stop.IsCancellationRequested)
                break;
            if (!isReady)
            {
                yield return new SseItem<string>("", "ping");
                continue;
            }
            if (!await next)
            {
                yield return new SseItem<string>("", "end");
                yield break;
            }
            var summary = JobSummaryMapping.Summary(views.Current);
            yield return new SseItem<string>(Encoding.UTF8.GetString(WireCodec.Encode(summary, WireFormat.Json)), "job");
            next = views.MoveNextAsync().AsTask();
        }
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<bool> IsReadyAsync(Task next, TimeProvider time, CancellationToken stop)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ready = await Task.WhenAny(next, Task.Delay(BetweenPings, time, awake.Token));
        await awake.CancelAsync();
        return ready == next;
    }
}
