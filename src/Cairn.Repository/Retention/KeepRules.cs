using Cairn.Repository.Faults;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Retention;

/// <summary>
/// Which snapshots of one series stay. Every rule keeps some; what no rule keeps may go. <see cref="Daily"/> = 7 keeps the newest
/// snapshot of each of the last seven days that have one, in the clients' time zone; a day without any doesn't count. A snapshot
/// is of the time at which its backup started. One whose time lies in the future stays, and uses up no rule's count.
/// </summary>
public sealed record KeepRules
{
    private readonly int[] _counts = new int[6];

    /// <summary>The newest so many; 0 (here and below): the rule isn't used.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative (here and below).</exception>
    public int Last { get => _counts[0]; init => _counts[0] = Count(value); }

    public int Hourly { get => _counts[1]; init => _counts[1] = Count(value); }

    public int Daily { get => _counts[2]; init => _counts[2] = Count(value); }

    /// <summary>Weeks begin on Monday (ISO 8601).</summary>
    public int Weekly { get => _counts[3]; init => _counts[3] = Count(value); }

    public int Monthly { get => _counts[4]; init => _counts[4] = Count(value); }

    public int Yearly { get => _counts[5]; init => _counts[5] = Count(value); }

    /// <summary>All that are at most so much older than the newest; null: the rule isn't used.</summary>
    public CalendarSpan? Within { get; init; }

    /// <summary>Whether any rule is used.</summary>
    public bool Any => _counts.Any(count => count > 0) || Within is not null;

    /// <summary>
    /// Decides about the snapshots of one series (those of one host and the same paths). The newest comes first.
    /// </summary>
    /// <param name="snapshots">In any order.</param>
    /// <param name="now">What is later lies in the future.</param>
    /// <param name="zone">In which days begin.</param>
    /// <exception cref="NoKeepRulesException">No rule is used.</exception>
    public IReadOnlyList<KeepDecision> Decide(IEnumerable<Snapshot> snapshots, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (!Any)
            throw new NoKeepRulesException();
        var decisions = snapshots
            .OrderByDescending(snapshot => snapshot.Description.Started)
            .ThenByDescending(snapshot => snapshot.Description.Finished)
            .ThenBy(snapshot => snapshot.Id.ToString(), StringComparer.Ordinal)
            .Select(snapshot => new KeepDecision(snapshot, KeepReasons.None))
            .ToArray();
        var past = Array.FindIndex(decisions, decision => decision.Time <= now);
        foreach (ref var decision in decisions.AsSpan(0, past < 0 ? decisions.Length : past))
            decision = decision with { Reasons = KeepReasons.Future };
        if (past >= 0)
            Apply(decisions.AsSpan(past), zone);
        return decisions;
    }

    /// <summary>Not before the newest comes first.</summary>
    private void Apply(Span<KeepDecision> decisions, TimeZoneInfo zone)
    {
        var next = 0;
        KeepNewest(decisions, Last, KeepReasons.Last, _ => next++);
        KeepNewest(decisions, Hourly, KeepReasons.Hourly, time => Period.Hour(time, zone));
        KeepNewest(decisions, Daily, KeepReasons.Daily, time => Period.Day(time, zone));
        KeepNewest(decisions, Weekly, KeepReasons.Weekly, time => Period.Week(time, zone));
        KeepNewest(decisions, Monthly, KeepReasons.Monthly, time => Period.Month(time, zone));
        KeepNewest(decisions, Yearly, KeepReasons.Yearly, time => Period.Year(time, zone));
        if (Within is { } span && span.Before(decisions[0].Time, zone) is var from)
            foreach (ref var decision in decisions)
                if (decision.Time >= from)
                    decision = decision.And(KeepReasons.Within);
    }

    /// <summary>The newest of each period, until there are as many as wanted.</summary>
    private static void KeepNewest<T>(
        Span<KeepDecision> decisions, int count, KeepReasons reason, Func<DateTimeOffset, T> periodOf)
    {
        var periods = new HashSet<T>();
        foreach (ref var decision in decisions)
            if (periods.Count < count && periods.Add(periodOf(decision.Time)))
                decision = decision.And(reason);
    }

    private static int Count(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }
}
