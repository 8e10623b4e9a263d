namespace Cairn.CommServe.Browsing;

/// <summary>What to show of a subclient's or a whole backup set's backups. Exactly one of the two ids is set.</summary>
public sealed record BrowseQuery
{
    public const int MaximumTake = 100_000;

    public int? SubclientId { get; init; }

    /// <summary>All subclients of the set, merged; where two have the same path, the newer backup's is shown.</summary>
    public int? BackupSetId { get; init; }
    public BrowseMode Mode { get; init; }

    /// <summary>The folder to list, where to start to find, or the path whose versions are wanted.</summary>
    public string Path { get; init; } = "/";

    /// <summary>With <see cref="BrowseMode.Find"/>: a glob; without a slash it matches names at any depth.</summary>
    public string Pattern { get; init; } = "*";

    /// <summary>The last backup that ended by then; null is the newest. Not with versions.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The backup that this job made.</summary>
    public int? JobId { get; init; }
    public int Skip { get; init; }

    /// <summary>1 to <see cref="MaximumTake"/>.</summary>
    public int Take { get; init; } = 1000;
}

public enum BrowseMode
{
    /// <summary>What is in one folder, or one file by itself.</summary>
    List,

    /// <summary>Everything below a folder whose name or path matches.</summary>
    Find,

    /// <summary>Each different state of one path, oldest first.</summary>
    Versions,
}
