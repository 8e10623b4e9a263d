using System.Globalization;
using Cairn.Wire.Scalars;

namespace Cairn.Wire;

/// <summary>
/// A date as clients write it: UNIX seconds, or wall-clock time as <c>YYYY-MM-DD</c> or <c>YYYY-MM-DD HH:MM:SS</c>
/// (createtask-semantics.md section 0). Which instant it is depends on the schedule's zone, so both forms are kept apart.
/// </summary>
public readonly record struct WireDate
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss"];
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private WireDate(long? unixSeconds, DateTime? wallClock) => (UnixSeconds, WallClock) = (unixSeconds, wallClock);

    /// <summary>Seconds since 1970-01-01 UTC, from 0 to the year 9999; 0 means "no date".</summary>
    public long? UnixSeconds { get; }

    /// <summary>Wall-clock time in whole seconds, of no particular zone.</summary>
    public DateTime? WallClock { get; }

    /// <summary>True for 0, which clients send for "no date" (section 10, rule 2).</summary>
    public bool IsNone => WallClock is null && UnixSeconds is null or 0;

    /// <exception cref="ArgumentOutOfRangeException">Before 1970 or after 9999.</exception>
    public static WireDate FromUnixSeconds(long seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, LastSecond);
        return new(seconds, null);
    }

    /// <summary>Takes the date and time of day, cut to whole seconds; the kind is not looked at.</summary>
    public static WireDate FromWallClock(DateTime time) =>
        new(null, DateTime.SpecifyKind(new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond)), DateTimeKind.Unspecified));

    public static bool TryParse(string text, out WireDate date)
    {
        if (WholeNumber.IsDigits(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond)
        {
            date = new(seconds, null);
            return true;
        }

        date = default;
        if (text.Contains('\0') || !DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return false;
        date = new(null, time);
        return true;
    }

    public override string ToString() => WallClock is { } time
        ? time.ToString(Forms[1], CultureInfo.InvariantCulture)
        : (UnixSeconds ?? 0).ToString(CultureInfo.InvariantCulture);
}
