namespace Cairn.DataAgents;

/// <summary>What a restore did.</summary>
public sealed record RestoreOutcome
{
    /// <summary>Regular files written, or linked to one written before.</summary>
    public long Files { get; init; }

    public long Directories { get; init; }

    /// <summary>Symbolic links, device nodes, fifos and sockets.</summary>
    public long Others { get; init; }

    /// <summary>Sizes of the files written, holes counted; a hard link to a file written before adds nothing.</summary>
    public long Bytes { get; init; }

    /// <summary>Items left as they were, because something was there and nothing may be overwritten.</summary>
    public long Skipped { get; init; }

    /// <summary>Items that were not restored.</summary>
    public long Failed { get; init; }

    /// <summary>Items that were restored, but not with all of their owner, mode, attributes and times.</summary>
    public long Incomplete { get; init; }
}
