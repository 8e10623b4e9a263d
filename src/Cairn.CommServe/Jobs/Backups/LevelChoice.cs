using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>The level that really runs (createtask-semantics.md, section 2).</summary>
/// <param name="Level">How much is read.</param>
/// <param name="Base">What change detection, or the synthesis, starts from; null reads everything.</param>
/// <param name="Reason">Why it is not the level that was asked for; null if it is.</param>
internal sealed record LevelChoice(BackupLevel Level, EarlierBackup? Base, string? Reason)
{
    public static LevelChoice Of(BackupLevel asked, BackupHistory history)
    {
        if (asked is BackupLevel.Full)
            return new LevelChoice(BackupLevel.Full, null, null);
        if (history.Last is null)
            return Full("the first backup of a subclient is always full");
        if (history.LastFull is null)
            return Full("there is no full backup left that it could build on");
        return new LevelChoice(asked, asked is BackupLevel.Differential ? history.LastFull : history.Last, null);
    }

    /// <summary>Nothing was backed up since the last full, so that a synthetic full would be the same again.</summary>
    public bool HasNothingToSynthesise =>
        Level is BackupLevel.SyntheticFull && Base!.Level is BackupLevel.Full or BackupLevel.SyntheticFull;

    /// <summary>What is left to do when the base's snapshot can't be had: it is gone, or damaged.</summary>
    /// <param name="obstacle">What is wrong with it, to follow "which it would build on, ".</param>
    public LevelChoice WithoutBase(string obstacle) => Full($"the snapshot of job {Base!.JobId}, which it would build on, {obstacle}");

    private static LevelChoice Full(string reason) => new(BackupLevel.Full, null, reason);
}
