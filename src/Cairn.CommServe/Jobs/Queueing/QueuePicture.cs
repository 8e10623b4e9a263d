namespace Cairn.CommServe.Jobs.Queueing;

/// <summary>The queue at one moment.</summary>
internal sealed record QueuePicture
{
    /// <summary>Jobs that only lack resources.</summary>
    public required IReadOnlyList<QueuedJob> Ready { get; init; }
    public required IReadOnlyList<QueuedJob> UnderWay { get; init; }

    /// <summary>Jobs whose total running time is over and which it may end in their present state.</summary>
    public required IReadOnlyList<int> Expired { get; init; }

    /// <summary>Jobs that need another one which did not end well.</summary>
    public required IReadOnlyList<(int Id, int RequiredId, JobState RequiredState)> Orphaned { get; init; }

    /// <summary>When time alone changes something next; null if it never does.</summary>
    public DateTimeOffset? NextInstant { get; init; }
}
