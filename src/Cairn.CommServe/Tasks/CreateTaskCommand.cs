using System.Text.Json.Serialization;
using Cairn.CommServe.Accounts;
using Cairn.CommServe.Refusals;
using Cairn.Scheduling;

namespace Cairn.CommServe.Tasks;

/// <summary>A CreateTask request in the domain's words; every value is already well-formed, none is resolved yet.</summary>
public sealed record CreateTaskCommand
{
    public required Caller Caller { get; init; }
    /// <summary>Null when what was given for it is refused already.</summary>
    public required TaskType? Type { get; init; }
    public required IReadOnlyList<AssociationSpec> Associations { get; init; }
    public required IReadOnlyList<SubtaskSpec> Subtasks { get; init; }

    /// <summary>There are more subtasks, but what they ask for is refused already.</summary>
    public bool HasRefusedSubtasks { get; init; }
    public int? InitiatedFrom { get; init; }
    public int? SequenceNumber { get; init; }
    public bool Disabled { get; init; }
    public AlertSpec? Alert { get; init; }

    /// <summary>The body as it came, after decompression.</summary>
    public required byte[] Request { get; init; }
    public required string RequestMediaType { get; init; }

    /// <summary>Warnings found while the request was decoded and mapped.</summary>
    public IReadOnlyList<TaskWarning> Warnings { get; init; } = [];

    /// <summary>
    /// What was refused while the request was decoded and mapped. Then nothing is created; what is left of the request is only checked,
    /// so that all mistakes are told together.
    /// </summary>
    public IReadOnlyList<RefusalException> Refusals { get; init; } = [];
}

/// <summary>The entity that an association names, by names, ids or both. Null is "not given"; ids are positive.</summary>
public sealed record AssociationSpec
{
    /// <summary>Where it is in the request, for refusals.</summary>
    public string? Place { get; init; }

    /// <summary>Something in it is refused already, so that it can't be told what it names.</summary>
    public bool IsRefused { get; init; }
    public EntityType? Type { get; init; }
    public int? CommCellId { get; init; }
    public string? ClientName { get; init; }
    public int? ClientId { get; init; }
    public string? AppName { get; init; }
    public int? ApplicationId { get; init; }
    public string? InstanceName { get; init; }
    public int? InstanceId { get; init; }
    public string? BackupSetName { get; init; }
    public int? BackupSetId { get; init; }
    public string? SubclientName { get; init; }
    public int? SubclientId { get; init; }

    internal bool NamesClientAlone =>
        (ClientName is not null || ClientId is not null)
        && this with { Place = null, Type = null, CommCellId = null, ClientName = null, ClientId = null } == new AssociationSpec();

    internal bool NamesSubclient => SubclientName is not null || SubclientId is not null;

    /// <summary>Whether it narrows the choice at all; a CommCell is no choice, there is only one.</summary>
    internal bool NamesSomething =>
        NamesSubclient || BackupSetName is not null || BackupSetId is not null
        || InstanceName is not null || InstanceId is not null || AppName is not null || ApplicationId is not null || ClientName is not null || ClientId is not null;
}

/// <summary>What an association says that it names. Codes: createtask-semantics.md, section 1.</summary>
public enum EntityType
{
    BackupSet = 6,
    Subclient = 7,
}

/// <summary>One operation that is asked for; exactly one of the two options is set.</summary>
public sealed record SubtaskSpec
{
    public string? Name { get; init; }
    public BackupOptions? Backup { get; init; }
    public RestoreOptions? Restore { get; init; }
    public JobOptions Job { get; init; } = new();
    public SchedulePattern? Pattern { get; init; }

    /// <summary>A pattern was given, but something in it is refused already.</summary>
    [JsonIgnore]
    public bool IsPatternRefused { get; init; }

    /// <summary>Where it is in the request, for refusals.</summary>
    [JsonIgnore]
    public string? Place { get; init; }
}

public sealed record AlertSpec(int? Id, string? Name);
