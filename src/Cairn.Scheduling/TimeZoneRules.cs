namespace Cairn.Scheduling;

/// <summary>Which time zone a pattern names (createtask-semantics.md, section 9, timeZone).</summary>
public static class TimeZoneRules
{
    /// <summary>
    /// Finds the zone by its display name (whatever offset stands in front), Windows key, IANA name, or number. A number
    /// that is not in the table may stand beside a name that is known: not all numbers are published.
    /// </summary>
    /// <returns>The zone, or what is wrong; both null when the pattern names none.</returns>
    public static (ScheduleZone? Zone, PatternError? Error) Resolve(SchedulePattern pattern)
    {
        var byId = pattern.TimeZoneId is { } id ? TimeZoneTable.Instance.ById(id) : null;
        if (string.IsNullOrEmpty(pattern.TimeZoneName))
            return byId is null && pattern.TimeZoneId is not null ? (null, Unknown("TimeZoneId", $"{pattern.TimeZoneId}")) : (byId, null);
        if (TimeZoneTable.Instance.ByName(pattern.TimeZoneName) is not { } byName)
            return (null, Unknown("TimeZoneName", pattern.TimeZoneName));
        return byId is null || IsSame(byId, byName)
            ? (byName, null)
            : (null, new(
                "timezone-contradicts", "TimeZoneName",
                $"TimeZoneId {pattern.TimeZoneId} is {byId.Name}, which is not the zone {byName.Name}."));
    }

    /// <summary>Some zones have several names: Asia/Calcutta is Asia/Kolkata.</summary>
    private static bool IsSame(ScheduleZone one, ScheduleZone other) =>
        one.Iana == other.Iana
        || (one.Iana is not null && other.Iana is not null
            && TimeZoneInfo.TryFindSystemTimeZoneById(one.Iana, out var first)
            && TimeZoneInfo.TryFindSystemTimeZoneById(other.Iana, out var second)
            && first.HasSameRules(second));

    private static PatternError Unknown(string parameter, string value) => new(
        "unknown-timezone", parameter,
        $"{parameter} '{(value.Length <= 64 ? value : value[..64] + "…")}' is no known time zone; give an IANA name such as "
        + $"Europe/Berlin, a Windows name such as (UTC-05:00) Eastern Time (US & Canada), UTC or {ScheduleZone.CommServe}.");
}
