using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Jobs;

/// <summary>Which jobs a list shows (wire-api.md 4.4). Empty and null mean all.</summary>
public sealed record JobFilter
{
    public const int MaximumTake = 10_000;

    public JobCategory Category { get; init; }

    /// <summary>Of the finished jobs, only those that ended in this time before now.</summary>
    public TimeSpan? EndedWithin { get; init; }
    public IReadOnlyList<int> ClientIds { get; init; } = [];
    public int? BackupSetId { get; init; }
    public int? SubclientId { get; init; }
    public int? TaskId { get; init; }

    /// <summary>Only jobs that are newer than this one.</summary>
    public int? AfterId { get; init; }
    public IReadOnlyList<OperationType> Operations { get; init; } = [];

    /// <summary>Levels that ran, or that were asked for where none ran yet.</summary>
    public IReadOnlyList<BackupLevel> Levels { get; init; } = [];

    /// <summary>Newest first otherwise.</summary>
    public bool OldestFirst { get; init; }
    public int Skip { get; init; }

    /// <summary>1 to <see cref="MaximumTake"/>.</summary>
    public int Take { get; init; } = 100;
}
