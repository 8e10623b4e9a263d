using Cairn.Repository.Faults;
using Cairn.Repository.Retention;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;
using CsCheck;

namespace Cairn.Repository.Tests.Retention;

public sealed class KeepRulesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly DateTimeOffset Now = Time("2026-06-15T12:00Z");

    private static readonly Gen<DateTimeOffset> Times = Gen.OneOf(
        Gen.Int[-3_000_000, 10_000].Select(minutes => Now.AddMinutes(minutes)),
        Gen.Int[-30, 0].Select(days => Now.AddDays(days)),
        Gen.Const(DateTimeOffset.MinValue),
        Gen.Const(DateTimeOffset.MaxValue),
        Gen.Const(Now));

    private static readonly Gen<KeepRules> Rules =
        from counts in Gen.OneOf(Gen.Const(0), Gen.Int[1, 12]).Array[6]
        from days in Gen.Int[-20, 40]
        select new KeepRules
        {
            Last = counts[0],
            Hourly = counts[1],
            Daily = counts[2],
            Weekly = counts[3],
            Monthly = counts[4],
            Yearly = counts[5],
            Within = days < 0 && counts.Sum() > 0 ? null : new CalendarSpan(0, 0, Math.Max(0, days), 0),
        };

    [Fact]
    public void Days_count_only_when_they_have_a_snapshot_and_the_newest_of_each_stays()
    {
        var kept = Kept(
            new KeepRules { Daily = 2 },
            "2026-06-15T01:00Z", "2026-06-15T09:00Z", "2026-06-11T10:00Z", "2026-06-11T08:00Z", "2026-06-10T10:00Z");

        Assert.Equal([Time("2026-06-15T09:00Z"), Time("2026-06-11T10:00Z")], kept);
    }

    [Fact]
    public void Days_begin_at_the_clients_midnight()
    {
        // In Berlin these are 23:30 of the 9th and 00:30 of the 10th.
        string[] times = ["2026-06-09T21:30Z", "2026-06-09T22:30Z"];

        Assert.Equal(2, Kept(new KeepRules { Daily = 5 }, times).Count);
        Assert.Single(Decide(new KeepRules { Daily = 5 }, TimeZoneInfo.Utc, times), decision => decision.Keeps);
    }

    [Fact]
    public void Both_hours_of_a_name_count_when_clocks_are_put_back() =>
        Assert.Equal(2, Kept(new KeepRules { Hourly = 9 }, "2025-10-26T00:30Z", "2025-10-26T01:30Z").Count);

    [Fact]
    public void Weeks_are_those_of_iso_8601()
    {
        // Sunday and Monday; then the days around a new year, which are of one week.
        Assert.Equal(2, Kept(new KeepRules { Weekly = 9 }, "2026-06-07T12:00Z", "2026-06-08T12:00Z").Count);
        Assert.Single(Kept(new KeepRules { Weekly = 9 }, "2025-12-31T12:00Z", "2026-01-01T12:00Z"));
    }

    [Fact]
    public void Every_rule_that_keeps_a_snapshot_is_named()
    {
        var decisions = Decide(
            new KeepRules { Last = 1, Monthly = 2, Yearly = 1 }, Berlin, "2026-06-14T10:00Z", "2026-05-14T10:00Z", "2026-04-14T10:00Z");

        KeepReasons[] expected = [KeepReasons.Last | KeepReasons.Monthly | KeepReasons.Yearly, KeepReasons.Monthly, KeepReasons.None];
        Assert.Equal(expected, decisions.Select(decision => decision.Reasons));
    }

    [Fact]
    public void Within_is_measured_from_the_newest_that_is_not_in_the_future()
    {
        var kept = Kept(
            new KeepRules { Within = new CalendarSpan(0, 1, 0, 0) },
            "2030-01-01T00:00Z", "2026-04-30T12:00Z", "2026-03-30T12:00Z", "2026-03-30T11:59Z");

        Assert.Equal([Time("2030-01-01T00:00Z"), Time("2026-04-30T12:00Z"), Time("2026-03-30T12:00Z")], kept);
    }

    [Fact]
    public void A_snapshot_in_the_future_stays_and_takes_no_others_place()
    {
        var kept = Kept(new KeepRules { Last = 1, Daily = 1, Yearly = 1 }, "2099-01-01T00:00Z", "2026-06-14T10:00Z", "2026-06-13T10:00Z");

        Assert.Equal([Time("2099-01-01T00:00Z"), Time("2026-06-14T10:00Z")], kept);
    }

    [Fact]
    public void Without_any_rule_nothing_is_decided() => Assert.Throws<NoKeepRulesException>(() => Kept(new KeepRules(), "2026-06-14T10:00Z"));

    [Fact]
    public void A_count_below_zero_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new KeepRules { Daily = -1 });

    [Fact]
    public void No_snapshots_are_no_decisions() => Assert.Empty(Kept(new KeepRules { Last = 1 }));

    [Fact]
    public void What_a_rule_keeps_alone_it_keeps_beside_others() => Gen.Select(Rules, Times.Array[0, 60]).Sample((rules, times) =>
    {
        var snapshots = Snapshots(times);
        var all = rules.Decide(snapshots, Now, Berlin);
        Assert.Equal(snapshots.Select(snapshot => snapshot.Id).ToHashSet(), all.Select(decision => decision.Snapshot.Id).ToHashSet());
        var union = Alone(rules)
            .SelectMany(rule => rule.Decide(snapshots, Now, Berlin))
            .GroupBy(decision => decision.Snapshot.Id)
            .ToDictionary(group => group.Key, group => group.Aggregate(KeepReasons.None, (sum, one) => sum | one.Reasons));
        Assert.All(all, decision => Assert.Equal(union[decision.Snapshot.Id], decision.Reasons));
    });

    [Fact]
    public void Each_rule_keeps_exactly_as_many_as_it_says_or_all_periods_there_are() =>
        Gen.Select(Gen.Int[1, 40], Times.Array[0, 60]).Sample((count, times) =>
        {
            var past = times.Where(time => time <= Now).ToArray();
            var days = past.Select(time => TimeZoneInfo.ConvertTime(time, Berlin).Date).Distinct().Count();
            var kept = new KeepRules { Daily = count }.Decide(Snapshots(past), Now, Berlin).Where(decision => decision.Keeps).ToList();
            Assert.Equal(Math.Min(count, days), kept.Count);
            Assert.Equal(Math.Min(count, past.Length), Count(new KeepRules { Last = count }, past));
        });

    [Fact]
    public void A_larger_count_keeps_no_less() => Gen.Select(Rules, Gen.Int[0, 6], Times.Array[0, 60]).Sample((rules, more, times) =>
    {
        var snapshots = Snapshots(times);
        var larger = rules with
        {
            Last = rules.Last + more,
            Hourly = rules.Hourly + more,
            Daily = rules.Daily + more,
            Weekly = rules.Weekly + more,
            Monthly = rules.Monthly + more,
            Yearly = rules.Yearly + more,
            Within = rules.Within is { } span ? span with { Days = span.Days + more } : null,
        };
        var kept = KeptIds(rules, snapshots);
        Assert.Subset(KeptIds(larger, snapshots), kept);
    });

    [Fact]
    public void Deciding_again_about_what_stayed_removes_nothing() => Gen.Select(Rules, Times.Array[0, 60]).Sample((rules, times) =>
    {
        var kept = rules.Decide(Snapshots(times), Now, Berlin).Where(decision => decision.Keeps).Select(decision => decision.Snapshot).ToArray();
        Assert.All(rules.Decide(kept, Now, Berlin), decision => Assert.True(decision.Keeps));
    });

    [Fact]
    public void The_newest_always_stays_and_the_order_of_snapshots_does_not_matter() =>
        Gen.Select(Rules, Times.Array[1, 60], Gen.Int).Sample((rules, times, seed) =>
        {
            var snapshots = Snapshots(times);
            var decisions = rules.Decide(snapshots, Now, Berlin);
            Assert.True(decisions[0].Keeps);
            var shuffled = snapshots.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(decisions, rules.Decide(shuffled, Now, Berlin));
        });

    [Fact]
    public void Equal_times_are_told_apart() =>
        Assert.Equal(2, Kept(new KeepRules { Last = 2 }, "2026-06-14T10:00Z", "2026-06-14T10:00Z", "2026-06-14T10:00Z").Count);

    [Theory]
    [InlineData("1y", 1, 0, 0, 0)]
    [InlineData("1y6m", 1, 6, 0, 0)]
    [InlineData("2w3d12h", 0, 0, 17, 12)]
    [InlineData("0d", 0, 0, 0, 0)]
    public void Lengths_of_time_are_read(string text, int years, int months, int days, int hours)
    {
        Assert.True(CalendarSpan.TryParse(text, out var span));
        Assert.Equal(new CalendarSpan(years, months, days, hours), span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-1d")]
    [InlineData("1h1d")]
    [InlineData("1d1d")]
    [InlineData("1d ")]
    [InlineData("1d\n")]
    [InlineData("999999y")]
    [InlineData("٣d")]
    public void What_is_no_length_of_time_is_refused(string text) => Assert.False(CalendarSpan.TryParse(text, out _));

    private static IEnumerable<KeepRules> Alone(KeepRules rules) => new[]
    {
        new KeepRules { Last = rules.Last },
        new KeepRules { Hourly = rules.Hourly },
        new KeepRules { Daily = rules.Daily },
        new KeepRules { Weekly = rules.Weekly },
        new KeepRules { Monthly = rules.Monthly },
        new KeepRules { Yearly = rules.Yearly },
        new KeepRules { Within = rules.Within },
    }.Where(rule => rule.Within is not null || rule.Last + rule.Hourly + rule.Daily + rule.Weekly + rule.Monthly + rule.Yearly > 0);

    private static HashSet<SnapshotId> KeptIds(KeepRules rules, Snapshot[] snapshots) =>
        [.. rules.Decide(snapshots, Now, Berlin).Where(decision => decision.Keeps).Select(decision => decision.Snapshot.Id)];

    private static int Count(KeepRules rules, DateTimeOffset[] times) => KeptIds(rules, Snapshots(times)).Count;

    private static List<DateTimeOffset> Kept(KeepRules rules, params string[] times) =>
        [.. Decide(rules, Berlin, times).Where(decision => decision.Keeps).Select(decision => decision.Time)];

    private static IReadOnlyList<KeepDecision> Decide(KeepRules rules, TimeZoneInfo zone, params string[] times) =>
        rules.Decide(Snapshots([.. times.Select(Time)]), Now, zone);

    private static Snapshot[] Snapshots(DateTimeOffset[] times) =>
    [
        .. times.Select((time, number) => new Snapshot(
            SnapshotId.Parse($"{number:x32}"),
            new TreeRef(default(ChunkId)),
            new SnapshotDescription { Host = "host001", Level = "FULL", Started = time })),
    ];

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
