using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Catalog;

/// <summary>What was asked: one accepted CreateTask request.</summary>
public sealed class TaskRecord
{
    public int Id { get; set; }
    public TaskType Type { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public int OwnerId { get; set; }
    public User? Owner { get; set; }
    public int? InitiatedFrom { get; set; }
    public int? SequenceNumber { get; set; }
    public bool Disabled { get; set; }
    public int? AlertId { get; set; }

    /// <summary>The request's body as it came, after decompression, and its media type.</summary>
    public required byte[] Request { get; set; }
    public required string RequestMediaType { get; set; }

    /// <summary>What was odd but accepted: misspelt, unknown or unused parameters.</summary>
    public List<TaskWarning> Warnings { get; set; } = [];

    /// <summary>The subclients that the request's associations named.</summary>
    public List<int> SubclientIds { get; set; } = [];
    public List<Subtask> Subtasks { get; } = [];
}

/// <summary>One operation of a task: its options, and for a schedule its pattern.</summary>
public sealed class Subtask
{
    public int Id { get; set; }
    public int TaskId { get; set; }
    public TaskRecord? Task { get; set; }
    public required string Name { get; set; }
    public OperationType Operation { get; set; }

    /// <summary>What was asked, as understood (a <see cref="SubtaskSpec"/> without its pattern), as JSON.</summary>
    public required string Options { get; set; }

    /// <summary>A schedule's pattern as understood, as JSON; null for an immediate task.</summary>
    public string? Pattern { get; set; }
}
