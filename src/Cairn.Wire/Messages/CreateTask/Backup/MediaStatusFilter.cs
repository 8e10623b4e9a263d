namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>Which tapes are exported, by their status.</summary>
public sealed record MediaStatusFilter
{
    /// <summary>Overrides the others.</summary>
    public bool? All { get; init; }

    public bool? Active { get; init; }

    public bool? Full { get; init; }

    public bool? OverwriteProtected { get; init; }

    public bool? Bad { get; init; }
}
