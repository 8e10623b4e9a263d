namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>One data path pinned for the job. 0 or nothing means "not chosen" (createtask-semantics.md section 5).</summary>
public sealed record DataPath
{
    public MediaAgentReference? MediaAgent { get; init; }

    public LibraryReference? Library { get; init; }

    public DrivePoolReference? DrivePool { get; init; }

    public DriveReference? Drive { get; init; }

    public SpareGroupReference? SpareGroup { get; init; }
}
