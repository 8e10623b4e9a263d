using Cairn.CommServe.Jobs;
using Cairn.Scheduling;

namespace Cairn.CommServe.Tasks;

/// <summary>A task as it is kept, with its jobs.</summary>
public sealed record TaskView
{
    public required int Id { get; init; }
    public required TaskType Type { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required int OwnerId { get; init; }
    public required string OwnerName { get; init; }
    public required int? InitiatedFrom { get; init; }
    public required int? SequenceNumber { get; init; }
    public required bool Disabled { get; init; }

    /// <summary>With id and name; null for none.</summary>
    public required AlertSpec? Alert { get; init; }

    /// <summary>The body as it came, after decompression, and its media type.</summary>
    public required byte[] Request { get; init; }
    public required string RequestMediaType { get; init; }
    public required IReadOnlyList<TaskWarning> Warnings { get; init; }

    /// <summary>What the associations named; those that have been deleted since are gone.</summary>
    public required IReadOnlyList<JobSubclient> Subclients { get; init; }

    /// <summary>In the order of the request.</summary>
    public required IReadOnlyList<SubtaskView> Subtasks { get; init; }

    /// <summary>Oldest first, and how many there are in all.</summary>
    public required JobPage Jobs { get; init; }
}

/// <summary>One operation of a task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">As given, or made by the server.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Spec">What was asked, without the pattern.</param>
/// <param name="Pattern">A schedule's pattern; null for an immediate task.</param>
/// <param name="Zone">The time zone that the pattern is read in, for people; null without a pattern.</param>
/// <param name="Priority">Of its jobs: the one asked for, or the operation's.</param>
/// <param name="Kept">What is kept and not acted on.</param>
public sealed record SubtaskView(
    int Id, string Name, OperationType Operation, SubtaskSpec Spec, SchedulePattern? Pattern, string? Zone, int Priority,
    KeptParameters Kept);
