using System.Text.Json;

namespace Cairn.Scheduling.Tests;

public sealed class PatternRulesTests
{
    /// <summary>Refusals of values that a pattern can't even hold: names that are no enum's, times beyond the day.</summary>
    private static readonly string[] FoundByTheDecoder = ["bad-freq-type-name", "bad-time-86400", "bad-time-clock-25"];

    private static readonly Dictionary<int, string> Calendars = new() { [1] = "Standard", [7] = "fiscal-445" };

    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schedule-vectors.json"))).RootElement;

    public static TheoryData<string> Refused =>
        [.. Vectors.GetProperty("errorVectors").EnumerateArray().Select(Name).Except(FoundByTheDecoder)];

    public static TheoryData<string> Decoded => [.. FoundByTheDecoder];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_pattern_that_makes_no_sense_is_refused_with_its_word(string name)
    {
        var vector = Vectors.GetProperty("errorVectors").EnumerateArray().Single(vector => Name(vector) == name);

        var error = Check(WirePattern.Read(vector.GetProperty("pattern")));

        Assert.Equal(vector.GetProperty("expectedError").GetString(), error?.Word);
        Assert.NotEmpty(error!.Parameter);
        Assert.NotEmpty(error.Message);
    }

    [Theory]
    [MemberData(nameof(Decoded))]
    public void What_no_pattern_can_hold_never_gets_here(string name)
    {
        var vector = Vectors.GetProperty("errorVectors").EnumerateArray().Single(vector => Name(vector) == name);

        Assert.Throws<FormatException>(() => WirePattern.Read(vector.GetProperty("pattern")));
    }

    [Fact]
    public void Every_pattern_that_has_instants_is_accepted() =>
        Assert.All(Vectors.GetProperty("vectors").EnumerateArray(), vector =>
            Assert.Null(Check(WirePattern.Read(vector.GetProperty("pattern")))));

    [Fact]
    public void A_weekly_pattern_needs_days() =>
        AssertRefused("weekly-without-days", new() { Frequency = FrequencyType.Weekly, Interval = 0 });

    [Fact]
    public void A_pattern_needs_a_type() => AssertRefused("invalid-freq-type", new());

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public void A_yearly_pattern_needs_a_month(int month) => AssertRefused(
        "invalid-freq-recurrence-factor", new() { Frequency = FrequencyType.Yearly, Interval = 1, RecurrenceFactor = month });

    [Fact]
    public void A_day_of_the_month_may_stand_in_either_place_but_not_differ()
    {
        var twice = new SchedulePattern
        {
            Frequency = FrequencyType.Monthly,
            Interval = 3,
            DaysToRun = new DaysToRun { OnDayNumber = 4 },
        };

        AssertRefused("daystorun-contradicts-freq-interval", twice);
        Assert.Null(Check(twice with { Interval = 0 }));
        Assert.Null(Check(twice with { Interval = 4 }));
    }

    [Fact]
    public void Two_counts_of_days_must_agree()
    {
        var daily = new SchedulePattern { Frequency = FrequencyType.Daily, Interval = 3, RecurrenceFactor = 2 };

        AssertRefused("freq-interval-contradicts-recurrence-factor", daily);
        Assert.Null(Check(daily with { RecurrenceFactor = 3 }));
        Assert.Null(Check(daily with { Interval = 1 }));
    }

    [Fact]
    public void A_schedule_that_fires_by_events_has_no_limits_to_check() =>
        Assert.Null(Check(new() { Frequency = FrequencyType.AutomaticSchedule, Occurrences = -1 }));

    [Fact]
    public void A_calendars_id_and_name_must_agree() => AssertRefused(
        "calendar-contradicts", new() { Frequency = FrequencyType.Daily, CalendarId = 7, CalendarName = "standard" });

    [Fact]
    public void What_would_never_run_is_refused()
    {
        var now = new DateTime(2026, 3, 2, 12, 0, 0);
        var once = new SchedulePattern { Frequency = FrequencyType.OneTime, StartTime = new(11, 59) };
        var daily = new SchedulePattern { Frequency = FrequencyType.Daily, EndDate = new(2026, 3, 1) };

        Assert.Equal("start-in-past", Word(once, TimeSpan.Zero));
        Assert.Null(Word(once, TimeSpan.FromDays(1)));
        Assert.Null(Word(once with { StartTime = new(12, 0) }, TimeSpan.Zero));
        Assert.Null(Word(once with { StartDate = DateOnly.MaxValue }, TimeSpan.Zero));
        Assert.Equal("end-in-past", Word(daily, TimeSpan.Zero));
        Assert.Null(Word(daily, TimeSpan.FromDays(1)));
        Assert.Null(Word(daily with { EndDate = new(2026, 3, 2) }, TimeSpan.Zero));
        Assert.Null(Word(daily with { Frequency = FrequencyType.AutomaticSchedule }, TimeSpan.Zero));

        string? Word(SchedulePattern pattern, TimeSpan tolerance) => PatternRules.ValidateTimes(pattern, now, tolerance)?.Word;
    }

    private static void AssertRefused(string word, SchedulePattern pattern) => Assert.Equal(word, Check(pattern)?.Word);

    private static PatternError? Check(SchedulePattern pattern) =>
        PatternRules.Validate(pattern) ?? PatternRules.ValidateCalendar(pattern, Calendars);

    private static string Name(JsonElement vector) => vector.GetProperty("name").GetString()!;
}
