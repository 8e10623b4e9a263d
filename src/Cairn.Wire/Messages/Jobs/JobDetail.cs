namespace Cairn.Wire.Messages.Jobs;

/// <summary>A job in full.</summary>
public sealed record JobDetail
{
    public JobProgress? ProgressInfo { get; init; }

    public IReadOnlyList<JobAttempt>? AttemptsInfo { get; init; }

    public JobGeneralInfo? GeneralInfo { get; init; }

    public JobDetailInfo? DetailInfo { get; init; }

    public JobClientStatus? ClientStatusInfo { get; init; }

    public IReadOnlyList<JobEventEntry>? Events { get; init; }

    /// <summary>The first of them; the summary counts all.</summary>
    public IReadOnlyList<JobFailedItem>? FailedItems { get; init; }
}
