using System.CommandLine;
using Cairn.Repository.Retention;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary>The options that say which snapshots stay.</summary>
internal sealed class KeepOptions
{
    private readonly Option<int> last = Count("last", "the newest N");

    private readonly Option<int> hourly = Count("hourly", "the newest of each of the last N hours that have one");

    private readonly Option<int> daily = Count("daily", "the newest of each of the last N days that have one");

    private readonly Option<int> weekly = Count("weekly", "the newest of each of the last N weeks (from Monday on) that have one");

    private readonly Option<int> monthly = Count("monthly", "the newest of each of the last N months that have one");

    private readonly Option<int> yearly = Count("yearly", "the newest of each of the last N years that have one");

    private readonly Option<CalendarSpan?> within = new("--keep-within")
    {
        Description = "Keep all that are at most so much older than the newest: 2y, 1y6m, 3w, 10d, 36h.",
        HelpName = "DURATION",
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (CalendarSpan.TryParse(text, out var span))
                return span;
            result.AddError($"'{text}' is no length of time: give 2y, 1y6m, 3w, 10d or 36h");
            return null;
        },
    };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { last, hourly, daily, weekly, monthly, yearly })
            command.Add(option);
        command.Add(within);
    }

    public KeepRules Of(ParseResult parsed) => new()
    {
        Last = parsed.GetValue(last),
        Hourly = parsed.GetValue(hourly),
        Daily = parsed.GetValue(daily),
        Weekly = parsed.GetValue(weekly),
        Monthly = parsed.GetValue(monthly),
        Yearly = parsed.GetValue(yearly),
        Within = parsed.GetValue(within),
    };

    private static Option<int> Count(string name, string what) => new($"--keep-{name}")
    {
        Description = $"Keep {what}.",
        HelpName = "N",
        CustomParser = CountingNumber.Parse,
    };
}
