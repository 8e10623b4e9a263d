using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.CreateTask.Schedule;
using Cairn.Wire.Messages.Entities;

namespace Cairn.Wire.Tests;

/// <summary>Spellings of values (createtask-semantics.md section 0).</summary>
public sealed class ScalarTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\" TRUE \"", true)]
    [InlineData("1", true)]
    [InlineData("\"0\"", false)]
    [InlineData("\"False\"", false)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void A_boolean_has_many_spellings(string json, bool? expected) =>
        Assert.Equal(expected, Body.Backup($$"""{"doNotTruncateLog":{{json}},"backupLevel":1}""").DoNotTruncateLog);

    [Theory]
    [InlineData("\"yes\"")]
    [InlineData("2")]
    [InlineData("1.0")]
    [InlineData("\"on\"")]
    public void Anything_else_is_no_boolean(string json) =>
        Refused("invalid-boolean", () => Body.Backup($$"""{"doNotTruncateLog":{{json}} }"""));

    [Theory]
    [InlineData("\"FULL\"", BackupLevel.Full)]
    [InlineData("\"full\"", BackupLevel.Full)]
    [InlineData("1", BackupLevel.Full)]
    [InlineData("\"64\"", BackupLevel.SyntheticFull)]
    [InlineData("\"Synthetic full\"", BackupLevel.SyntheticFull)]
    [InlineData("\"synthetic-full\"", BackupLevel.SyntheticFull)]
    [InlineData("\"SYNTHETICFULL\"", BackupLevel.SyntheticFull)]
    [InlineData("\"transaction_log\"", BackupLevel.TransactionLog)]
    public void A_level_is_a_name_in_any_case_or_a_code(string json, BackupLevel expected) =>
        Assert.Equal(expected, Body.Backup($$"""{"backupLevel":{{json}} }""").BackupLevel);

    [Theory]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("\"FULLER\"")]
    [InlineData("true")]
    public void An_unknown_level_is_refused_with_the_known_ones(string json)
    {
        var refusal = Assert.Throws<WireException>(() => Body.Backup($$"""{"backupLevel":{{json}} }"""));

        Assert.Equal("invalid-enum", refusal.Error);
        Assert.Equal("backupLevel", refusal.Parameter);
        Assert.Equal("taskInfo.subTasks[0].options.backupOpts.backupLevel", refusal.Path);
        Assert.Contains("SYNTHETIC_FULL (64)", refusal.Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"7\"")]
    [InlineData("\"SUBCLIENT_ENTITY\"")]
    public void An_entity_type_is_a_name_or_a_code(string json) =>
        Assert.Equal(EntityType.SubclientEntity, Body.Association($$"""{"_type_":{{json}} }""").Type);

    [Theory]
    [InlineData("active_start_time", "7:5", "invalid-time")]
    [InlineData("active_start_time", "7:05\\u0000", "invalid-time")]
    [InlineData("active_start_time", "7\\u0000", "invalid-time")]
    [InlineData("active_start_date", "0\\u0000", "invalid-date")]
    [InlineData("active_start_date", "2026-01-01\\u0000", "invalid-date")]
    [InlineData("freq_subday_interval", "1:5:00", "invalid-freq-subday-interval")]
    [InlineData("freq_subday_interval", "1\\u0000", "invalid-freq-subday-interval")]
    public void Times_have_two_digits_after_the_hour_and_nothing_after_the_last(string parameter, string text, string word) =>
        Refused(word, () => Body.Pattern($$"""{"{{parameter}}":"{{text}}"}"""));

    [Theory]
    [InlineData("12.0")]
    [InlineData("1e3")]
    [InlineData("\"0x1F\"")]
    [InlineData("\"0o17\"")]
    [InlineData("\"017\"")]
    [InlineData("\"twelve\"")]
    [InlineData("\"１２\"")]
    [InlineData("\"1 2\"")]
    [InlineData("true")]
    public void What_is_no_decimal_whole_number_is_refused(string json) =>
        Refused("invalid-number", () => Body.Association($$"""{"subclientId":{{json}} }"""));

    [Theory]
    [InlineData("18446744073709551628")]
    [InlineData("2147483648")]
    [InlineData("\"99999999999999999999999999999999\"")]
    [InlineData("-1")]
    public void A_number_beyond_its_bounds_never_wraps(string json) =>
        Refused("out-of-range", () => Body.Association($$"""{"subclientId":{{json}} }"""));

    [Theory]
    [InlineData("startUpOpts", "priority", 0, 999)]
    [InlineData("jobRetryOpts", "numberOfRetries", 0, 9999)]
    public void A_parameter_with_a_range_takes_both_ends_and_nothing_beyond(string element, string parameter, int least, int most)
    {
        Common(least);
        Common(most);
        Refused("out-of-range", () => Common(least - 1));
        Refused("out-of-range", () => Common(most + 1));

        void Common(int value) => Body.Common($$"""{"{{element}}":{"{{parameter}}":{{value}} } }""");
    }

    [Fact]
    public void Days_of_retention_and_of_the_month_have_ranges()
    {
        Refused("out-of-range", () => Body.Backup("""{"mediaOpt":{"numberofDays":36501}}"""));
        Refused("out-of-range", () => Body.Backup("""{"mediaOpt":{"numberOfDays":36501}}"""));
        Refused("out-of-range", () => Body.Pattern("""{"daysToRun":{"onDayNumber":32}}"""));
        Assert.Equal(1L << 31, Body.Pattern("""{"repeatPattern":{"onDayNumber":2147483648}}""").RepeatPattern![0].OnDayNumber);
    }

    [Theory]
    [InlineData("75600", 21, 0, 0)]
    [InlineData("\"3600\"", 1, 0, 0)]
    [InlineData("\"21:00:00\"", 21, 0, 0)]
    [InlineData("\"9:05\"", 9, 5, 0)]
    [InlineData("86399", 23, 59, 59)]
    public void A_time_of_day_is_seconds_or_a_clock(string json, int hour, int minute, int second) =>
        Assert.Equal(new TimeOnly(hour, minute, second), Body.Pattern($$"""{"active_start_time":{{json}} }""").ActiveStartTime);

    [Theory]
    [InlineData("86400")]
    [InlineData("\"24:00\"")]
    [InlineData("\"25:00:00\"")]
    [InlineData("\"12:60\"")]
    [InlineData("-1")]
    [InlineData("\"noon\"")]
    public void What_is_no_time_of_day_is_refused(string json) =>
        Refused("invalid-time", () => Body.Pattern($$"""{"active_start_time":{{json}} }"""));

    [Theory]
    [InlineData("3600", 3600)]
    [InlineData("\"01:05:00\"", 3900)]
    [InlineData("\"100:00:00\"", 360_000)]
    public void A_duration_is_seconds_or_a_clock_that_may_exceed_a_day(string json, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), TotalRunningTime(json));

    [Theory]
    [InlineData("-1", "invalid-duration")]
    [InlineData("\"1h\"", "invalid-duration")]
    [InlineData("\"00:00:60\"", "invalid-duration")]
    [InlineData("9999999999", "out-of-range")]
    [InlineData("99999999999999999999", "out-of-range")]
    public void What_is_no_duration_is_refused(string json, string word) =>
        Refused(word, () => TotalRunningTime(json));

    [Fact]
    public void A_date_is_unix_time_or_wall_clock()
    {
        Assert.Equal(WireDate.FromUnixSeconds(1_705_708_800), Date("1705708800"));
        Assert.Equal(WireDate.FromWallClock(new DateTime(2024, 3, 15)), Date("\"2024-03-15\""));
        Assert.Equal(WireDate.FromWallClock(new DateTime(2016, 5, 3, 7, 8, 9)), Date("\"2016-05-03 07:08:09\""));
        Assert.True(Date("0")!.Value.IsNone);
        Assert.Null(Date("\"\""));

        static WireDate? Date(string json) => Body.Pattern($$"""{"name":"x","active_start_date":{{json}} }""").ActiveStartDate;
    }

    [Theory]
    [InlineData("\"2024-02-30\"")]
    [InlineData("\"2024-13-01\"")]
    [InlineData("\"15.03.2024\"")]
    [InlineData("-86400")]
    [InlineData("99999999999999")]
    public void An_impossible_date_is_refused(string json) =>
        Refused("invalid-date", () => Body.Pattern($$"""{"active_start_date":{{json}} }"""));

    [Fact]
    public void A_pattern_has_its_own_words_for_what_it_can_not_read()
    {
        Refused("invalid-freq-type", () => Body.Pattern("""{"freq_type":"Fortnightly"}"""));
        Refused("invalid-freq-type", () => Body.Pattern("""{"freq_type":3}"""));
        Refused("invalid-freq-interval", () => Body.Pattern("""{"freq_interval":"many"}"""));
        Refused("invalid-exception", () => Body.Pattern("""{"repeatPattern":[{"onDay":"Sunday"}]}"""));
        Assert.Equal(ScheduleFrequency.AfterJobCompletes, Body.Pattern("""{"freq_type":"After_Job_Completes"}""").FreqType);
        Assert.Equal(ScheduleFrequency.Weekly, Body.Pattern("""{"freq_type":"weekly"}""").FreqType);
    }

    private static TimeSpan? TotalRunningTime(string json) =>
        Body.Common($$"""{"jobRetryOpts":{"runningTime":{"totalRunningTime":{{json}} } } }""").JobRetry!.RunningTime!.TotalRunningTime;

    private static void Refused(string word, Action decode) => Assert.Equal(word, Assert.Throws<WireException>(decode).Error);
}
