using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Messages.Jobs;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Tasks;

/// <summary>The answer to GET Task/{id}: a task as this server understood it. Its form is this server's own.</summary>
[WireRoot("TMMsg_GetTaskResp")]
public sealed record TaskResponse
{
    public long? TaskId { get; init; }

    /// <summary>UNIX seconds.</summary>
    public long? CreateTime { get; init; }

    public UserReference? Owner { get; init; }

    /// <summary>
    /// The tree of the request with what was taken: associations as the subclients that they named, defaults filled in, what is not
    /// used left out.
    /// </summary>
    public TaskInfo? TaskInfo { get; init; }

    /// <summary>Each value that was given or taken.</summary>
    public IReadOnlyList<TaskParameter>? Parameters { get; init; }

    /// <summary>What is kept and not acted on yet, as "name=value".</summary>
    public IReadOnlyList<string>? NotActedOn { get; init; }

    /// <summary>What means nothing to the task's agents, as "name=value".</summary>
    public IReadOnlyList<string>? NotApplicable { get; init; }

    public IReadOnlyList<TaskWarningEntry>? Warnings { get; init; }

    /// <summary>How many jobs the task has had; <see cref="Jobs"/> may hold fewer.</summary>
    public int? TotalJobs { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<JobEntry>? Jobs { get; init; }
}
