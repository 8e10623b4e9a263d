using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Jobs;

/// <summary>A job as its owner sees it: what the catalog knows, with the live progress of a run that is under way.</summary>
public sealed record JobView
{
    public required int Id { get; init; }
    public required int TaskId { get; init; }
    public required int SubtaskId { get; init; }
    public required TaskType TaskType { get; init; }
    public required OperationType Operation { get; init; }
    public required BackupLevel? LevelAsked { get; init; }
    public required BackupLevel? LevelRun { get; init; }

    /// <summary>Why the level that ran is not the one asked for.</summary>
    public required string? LevelReason { get; init; }
    public required int? RequiresJobId { get; init; }
    public required JobState State { get; init; }

    /// <summary>The state's text on the wire (wire-api.md 4.3).</summary>
    public string Status => State.Text();

    /// <summary>"" before the first phase.</summary>
    public required string Phase { get; init; }

    /// <summary>Why it stands where it stands, if there is something to say.</summary>
    public required string? Reason { get; init; }
    public required int Priority { get; init; }
    public required string Description { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? StartedAt { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Percent { get; init; }
    public required long Files { get; init; }
    public required long FilesFailed { get; init; }

    /// <summary>Plain bytes of the files done.</summary>
    public required long Bytes { get; init; }

    /// <summary>Plain bytes that the repository did not have, and what they took there.</summary>
    public required long BytesNew { get; init; }
    public required long BytesStored { get; init; }
    public required string? CurrentItem { get; init; }
    public required int OwnerId { get; init; }
    public required string OwnerName { get; init; }
    public required JobSubclient Subclient { get; init; }
    public required string? StoragePolicyName { get; init; }
    public required int? LibraryId { get; init; }
    public required string? SnapshotId { get; init; }

    /// <summary>Parameters of the request that this version keeps but does not act on, as "name=value".</summary>
    public required IReadOnlyList<string> NotActedOn { get; init; }

    /// <summary>Parameters of the request that mean nothing to the job's agent, as "name=value".</summary>
    public required IReadOnlyList<string> NotApplicable { get; init; }

    /// <param name="job">With its task, owner, policy and the subclient's whole path.</param>
    /// <param name="live">The figures of its run; null if it isn't under way in this process.</param>
    internal static JobView Of(Job job, ProgressFigures? live)
    {
        live?.WriteTo(job);
        var subclient = JobSubclient.Of(job.Subclient!);
        var kept = KeptParameters.Of(job.NotActedOn, [subclient.ApplicationId]);
        return new JobView
        {
            Id = job.Id,
            TaskId = job.TaskId,
            SubtaskId = job.SubtaskId,
            TaskType = job.Task!.Type,
            Operation = job.Operation,
            LevelAsked = job.LevelAsked,
            LevelRun = job.LevelRun,
            LevelReason = job.LevelReason,
            RequiresJobId = job.RequiresJobId,
            State = job.State,
            Phase = job.Phase,
            Reason = job.PendingReason,
            Priority = job.Priority,
            Description = job.Description,
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            EndedAt = job.EndedAt,
            UpdatedAt = job.UpdatedAt,
            Percent = job.Percent,
            Files = job.Files,
            FilesFailed = job.FilesFailed,
            Bytes = job.Bytes,
            BytesNew = job.BytesNew,
            BytesStored = job.BytesStored,
            CurrentItem = job.CurrentItem,
            OwnerId = job.Task.OwnerId,
            OwnerName = job.Task.Owner!.Name,
            Subclient = subclient,
            StoragePolicyName = job.Subclient!.StoragePolicy?.Name,
            LibraryId = job.LibraryId,
            SnapshotId = job.SnapshotId,
            NotActedOn = kept.NotActedOn,
            NotApplicable = kept.NotApplicable,
        };
    }
}
