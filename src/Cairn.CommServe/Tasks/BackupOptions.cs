namespace Cairn.CommServe.Tasks;

/// <summary>How a backup is done. Parameters and defaults: createtask-semantics.md, sections 2 to 7.</summary>
public sealed record BackupOptions
{
    public BackupLevel Level { get; init; } = BackupLevel.Incremental;

    /// <summary>Only with a synthetic full: where an incremental runs beside it.</summary>
    public IncrementalPlace Incremental { get; init; }

    /// <summary>Only with a synthetic full: all that it is made of is read back and verified before it counts.</summary>
    public bool VerifySyntheticFull { get; init; }
    public bool FollowMountPoints { get; init; } = true;
    public RetentionSpec Retention { get; init; } = new(RetentionKind.StoragePolicyDefault, null);
    public DataPathSpec DataPath { get; init; } = new();
    public string? ExportLocation { get; init; }
    public string? InTransitLocation { get; init; }

    /// <summary>
    /// Every other parameter that was given with a value which asks for something (differs from its default), as
    /// name and value: kept with the task, and named on the job as not acted on.
    /// </summary>
    public IReadOnlyList<RequestedParameter> Others { get; init; } = [];
}

/// <param name="Kind">Which rule.</param>
/// <param name="Days">1 to 36,500 with <see cref="RetentionKind.NumberOfDays"/>, else unused.</param>
public sealed record RetentionSpec(RetentionKind Kind, int? Days);

/// <summary>How long a job is kept. Codes: createtask-semantics.md, section 6.</summary>
public enum RetentionKind
{
    Infinite = 0,
    NumberOfDays = 1,
    StoragePolicyDefault = 2,
}

/// <summary>
/// The devices that a job is pinned to, by ids, names or both; null is "the policy decides". Names are resolved to ids before
/// a task is kept.
/// </summary>
public sealed record DataPathSpec
{
    public int? MediaAgentId { get; init; }
    public int? LibraryId { get; init; }
    public int? DrivePoolId { get; init; }
    public int? DriveId { get; init; }
    public int? SpareGroupId { get; init; }
    public string? MediaAgentName { get; init; }
    public string? LibraryName { get; init; }
    public string? DrivePoolName { get; init; }
    public string? DriveName { get; init; }
    public string? SpareGroupName { get; init; }
}

/// <param name="Name">The parameter's name on the wire.</param>
/// <param name="Value">As understood.</param>
public sealed record RequestedParameter(string Name, string Value);
