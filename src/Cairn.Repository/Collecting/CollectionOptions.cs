namespace Cairn.Repository.Collecting;

/// <summary>How far a collection goes.</summary>
public sealed record CollectionOptions
{
    /// <summary>Only say what would be done; nothing is changed.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Wait for sessions that began earlier. Else the run ends when it would have to, and the next one goes on.
    /// </summary>
    public bool Wait { get; init; }

    /// <summary>A pack is rewritten when more than this part of it is waste: 0 to 1.</summary>
    public double PackWaste { get; init; } = 0.1;

    /// <summary>Packs are rewritten, worst first, only until this part of all bytes is waste: 0 to 1.</summary>
    public double TotalWaste { get; init; } = 0.02;

    /// <summary>A session that showed nothing new for so long while it was watched is taken for dead.</summary>
    public TimeSpan SilentWhileWatched { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A session whose last beat is so old by the clocks is taken for dead.</summary>
    public TimeSpan SilentByClock { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How often sessions are looked at while they are waited for.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(15);

    internal void Validate()
    {
        if (PackWaste is not (>= 0 and <= 1) || TotalWaste is not (>= 0 and <= 1))
            throw new ArgumentException("PackWaste and TotalWaste must be from 0 to 1.");
        if (SilentWhileWatched <= TimeSpan.Zero || SilentByClock <= TimeSpan.Zero || LookInterval <= TimeSpan.Zero)
            throw new ArgumentException("Times must be above 0.");
    }
}
