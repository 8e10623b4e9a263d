using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>Checks a new schedule's time zone, and that its time has not passed.</summary>
internal static class ScheduleTimes
{
    private static readonly TimeSpan UnknownOffset = TimeSpan.FromDays(1);

    /// <exception cref="RefusalException">
    /// <c>unknown-timezone</c>, <c>timezone-contradicts</c>, <c>start-in-past</c>, <c>end-in-past</c>.
    /// </exception>
    public static async Task CheckAsync(
        CatalogContext context, SchedulePattern pattern, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (zone, error) = TimeZoneRules.Resolve(pattern);
        Refuse(error);
        var name = zone is null or { Name: ScheduleZone.CommServe }
            ? await context.CommCells.Select(cell => cell.TimeZone).SingleAsync(cancellationToken)
            : zone.Iana;
        Refuse(name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var rules)
            ? PatternRules.ValidateTimes(pattern, TimeZoneInfo.ConvertTime(now, rules).DateTime, TimeSpan.Zero)
            : PatternRules.ValidateTimes(pattern, now.UtcDateTime, UnknownOffset));
    }

    private static void Refuse(PatternError? error)
    {
        if (error is not null)
            throw new RefusalException(
                error.Word == "unknown-timezone" ? RefusalKind.Unknown : RefusalKind.Invalid, error.Word, error.Message)
            {
                Parameter = error.Parameter,
            };
    }
}
