using System.Runtime.CompilerServices;
using System.Text;
using Cairn.Wire;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Api;

/// <summary>Follows all jobs of a server, for as long as somebody looks.</summary>
internal sealed class JobsFollowing(ApiClient api)
{
    private static readonly TimeSpan BeforeReconnecting = TimeSpan.FromSeconds(1);

    /// <summary>Gives a job's summary whenever it changes. The server ends each stream after some minutes; then another is asked for.</summary>
    /// <exception cref="FailureException">The server can't be reached, or the session has ended.</exception>
    public async IAsyncEnumerable<JobSummary> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await foreach (var happening in api.EventsAsync("Jobs/events", cancellationToken))
                if (happening.EventType == "job")
                    yield return WireCodec.Decode<JobSummary>(Encoding.UTF8.GetBytes(happening.Data), WireMediaType.Json).Message;
            await Task.Delay(BeforeReconnecting, TimeProvider.System, cancellationToken);
        }
    }
}
