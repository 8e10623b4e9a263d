using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Catalog;

/// <summary>One run of a subtask on one subclient.</summary>
public sealed class Job
{
    public int Id { get; set; }
    public int TaskId { get; set; }
    public TaskRecord? Task { get; set; }
    public int SubtaskId { get; set; }
    public Subtask? Subtask { get; set; }
    public int SubclientId { get; set; }
    public Subclient? Subclient { get; set; }
    public OperationType Operation { get; set; }

    public BackupLevel? LevelAsked { get; set; }

    /// <summary>The level that ran; differs from the one asked when it was converted, with the reason.</summary>
    public BackupLevel? LevelRun { get; set; }
    public string? LevelReason { get; set; }

    /// <summary>This job waits until that one has ended well, and fails if it has not.</summary>
    public int? RequiresJobId { get; set; }

    public JobState State { get; set; }
    public string Phase { get; set; } = "";

    /// <summary>Why it stands where it stands, if there is something to say: why it waits, failed, or had nothing to do.</summary>
    public string? PendingReason { get; set; }

    /// <summary>Attempts that failed and were, or will be, tried again; a restart of the server is not counted.</summary>
    public int RetriesUsed { get; set; }

    /// <summary>A pending job does not start before this; null is at once.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>When the total running time is over (createtask-semantics.md, section 8); null is never.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>Whether the deadline also ends a job that is running just then.</summary>
    public bool KillAtDeadline { get; set; }

    /// <summary>0 is the most urgent, 999 the least.</summary>
    public int Priority { get; set; }
    public string Description { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>0 to 100.</summary>
    public int Percent { get; set; }
    public long Files { get; set; }
    public long FilesFailed { get; set; }
    public long Bytes { get; set; }

    /// <summary>Plain bytes that the repository did not have yet, and what they took there.</summary>
    public long BytesNew { get; set; }
    public long BytesStored { get; set; }
    public string? CurrentItem { get; set; }

    public int? LibraryId { get; set; }

    /// <summary>The snapshot that a backup made, or the one that a restore brings back since its first attempt.</summary>
    public string? SnapshotId { get; set; }

    /// <summary>
    /// Parameters of the request that this version keeps but does not act on, as "name=value"; <see cref="Tasks.KeptParameters"/> tells
    /// those apart that mean nothing to the agent.
    /// </summary>
    public List<string> NotActedOn { get; set; } = [];
    public List<JobAttempt> Attempts { get; } = [];
    public List<JobEvent> Events { get; } = [];
    public List<JobItemFailure> ItemFailures { get; } = [];
}

/// <summary>One try at running a job, from start to end or interruption.</summary>
public sealed class JobAttempt
{
    public int Id { get; set; }
    public int JobId { get; set; }
    public int Number { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The state that the attempt led to, or why it broke off.</summary>
    public string? Outcome { get; set; }
}

/// <summary>Something about a job that its owner should be able to read later.</summary>
public sealed class JobEvent
{
    public int Id { get; set; }
    public int JobId { get; set; }
    public DateTimeOffset At { get; set; }
    public JobEventSeverity Severity { get; set; }
    public required string Message { get; set; }
}

public enum JobEventSeverity
{
    Information = 1,
    Warning = 2,
    Error = 3,
}

/// <summary>A file that could not be backed up or restored, and why. Only the first of a job are kept; all are counted.</summary>
public sealed class JobItemFailure
{
    public int Id { get; set; }
    public int JobId { get; set; }
    public required string Path { get; set; }
    public required string Reason { get; set; }
}
