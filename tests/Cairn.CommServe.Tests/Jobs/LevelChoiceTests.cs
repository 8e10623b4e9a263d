using Cairn.CommServe.Jobs.Backups;
using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Tests.Jobs;

public sealed class LevelChoiceTests
{
    private static readonly EarlierBackup Full = new(1, BackupLevel.Full, "full");
    private static readonly EarlierBackup Incremental = new(2, BackupLevel.Incremental, "incremental");

    [Theory]
    [InlineData(BackupLevel.Incremental)]
    [InlineData(BackupLevel.Differential)]
    [InlineData(BackupLevel.SyntheticFull)]
    public void The_first_backup_becomes_full_and_says_why(BackupLevel asked)
    {
        var choice = LevelChoice.Of(asked, new BackupHistory(null, null));

        Assert.Equal(BackupLevel.Full, choice.Level);
        Assert.Null(choice.Base);
        Assert.Contains("first backup", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_builds_on_nothing() =>
        Assert.Equal(new LevelChoice(BackupLevel.Full, null, null), LevelChoice.Of(BackupLevel.Full, new BackupHistory(Incremental, Full)));

    [Fact]
    public void An_incremental_builds_on_the_last_backup_of_any_level() =>
        Assert.Equal(Incremental, LevelChoice.Of(BackupLevel.Incremental, new BackupHistory(Incremental, Full)).Base);

    [Fact]
    public void A_differential_builds_on_the_last_full() =>
        Assert.Equal(Full, LevelChoice.Of(BackupLevel.Differential, new BackupHistory(Incremental, Full)).Base);

    [Fact]
    public void Without_any_full_left_the_backup_becomes_full() =>
        Assert.Equal(BackupLevel.Full, LevelChoice.Of(BackupLevel.Differential, new BackupHistory(Incremental, null)).Level);

    [Fact]
    public void A_synthetic_full_has_nothing_to_do_right_after_a_full()
    {
        Assert.True(LevelChoice.Of(BackupLevel.SyntheticFull, new BackupHistory(Full, Full)).HasNothingToSynthesise);
        Assert.False(LevelChoice.Of(BackupLevel.SyntheticFull, new BackupHistory(Incremental, Full)).HasNothingToSynthesise);
        Assert.False(LevelChoice.Of(BackupLevel.Incremental, new BackupHistory(Full, Full)).HasNothingToSynthesise);
    }

    [Fact]
    public void A_base_that_is_gone_makes_the_backup_full_and_names_the_job()
    {
        var choice = LevelChoice.Of(BackupLevel.Incremental, new BackupHistory(Incremental, Full)).WithoutBase("is gone");

        Assert.Equal(BackupLevel.Full, choice.Level);
        Assert.Contains("job 2", choice.Reason, StringComparison.Ordinal);
    }
}
