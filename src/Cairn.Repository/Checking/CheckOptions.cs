namespace Cairn.Repository.Checking;

/// <summary>How thorough a check is.</summary>
public sealed record CheckOptions
{
    /// <summary>
    /// Read, open and verify every record of every pack; otherwise packs' tables, the index, snapshots and trees.
    /// </summary>
    public bool ReadData { get; init; }
}
