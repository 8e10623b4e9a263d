namespace Cairn.Repository.Checking;

/// <summary>How thorough a check is.</summary>
public sealed record CheckOptions
{
    /// <summary>
    /// Read, open and verify every record of packs, and their parity; otherwise packs' tables, the index, snapshots and trees.
    /// </summary>
    public bool ReadData { get; init; }

    /// <summary>
    /// With <see cref="ReadData"/>: which share of all packs' bytes is read, more than 0 and at most 100 percent; of the other
    /// packs only the table. At least one pack is read.
    /// </summary>
    public double Percent { get; init; } = 100;

    /// <summary>
    /// With <see cref="ReadData"/>: don't choose packs at random but go on where the last scrub ended, as the repository
    /// remembers, and from the last pack to the first, so that a series of scrubs reads everything in turn.
    /// </summary>
    public bool Scrub { get; init; }

    /// <exception cref="ArgumentException">The percentage is out of range.</exception>
    internal void Validate()
    {
        if (!(Percent is > 0 and <= 100))
            throw new ArgumentException($"{Percent} percent of the data can't be read: more than 0, and 100 at most.");
    }
}
