using System.Globalization;
using System.Text;

namespace Cairn.Scheduling;

/// <summary>
/// The zones of timezones.csv by all that requests call them: display name, Windows key, IANA name, and number where that is
/// known (createtask-semantics.md, section 9, timeZone).
/// </summary>
internal sealed class TimeZoneTable
{
    private readonly Dictionary<string, ScheduleZone> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, ScheduleZone> _byId = [];

    private TimeZoneTable()
    {
        using var resource = typeof(TimeZoneTable).Assembly.GetManifestResourceStream("timezones.csv")!;
        using var reader = new StreamReader(resource);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            Add(Fields(line));
    }

    public static TimeZoneTable Instance { get; } = new();

    public ScheduleZone? ById(int id) => _byId.GetValueOrDefault(id);

    public ScheduleZone? ByName(string name) => _byName.GetValueOrDefault(WithoutOffset(name)) ?? OfSystem(name);

    private void Add(List<string> fields)
    {
        var (display, windows, iana, number, other) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        // The two zones that depend on who is meant have a remark in brackets instead.
        var zone = new ScheduleZone(display, iana.StartsWith('(') ? null : iana);
        foreach (var name in new[] { WithoutOffset(display), windows, zone.Iana ?? "", WithoutOffset(other) })
        {
            if (name.Length > 0)
                _byName.TryAdd(name, zone);
        }
        if (number.Length > 0)
            _byId.Add(int.Parse(number, CultureInfo.InvariantCulture), zone);
    }

    /// <summary>"(UTC-05:00) " in front changed from release to release, and is wrong half the year: the rest is the name.</summary>
    private static string WithoutOffset(string name)
    {
        var end = name.StartsWith('(') ? name.IndexOf(") ", StringComparison.Ordinal) : -1;
        return end < 0 ? name : name[(end + 2)..];
    }

    /// <summary>IANA names that the table has not: it has one for each Windows zone.</summary>
    private static ScheduleZone? OfSystem(string name)
    {
        // A name is a file's path below the system's folder of zones; nothing else is looked at.
        var isName = char.IsAsciiLetter(name[0]) && !name.Contains("..", StringComparison.Ordinal);
        return isName && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _) ? new ScheduleZone(name, name) : null;
    }

    /// <summary>The fields of a line of CSV, in which quotes are only there for the commas between them.</summary>
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
                isQuoted = !isQuoted;
            else if (letter != ',' || isQuoted)
                field.Append(letter);
            else
            {
                fields.Add(field.ToString());
                field.Clear();
            }
        }
        return [.. fields, field.ToString()];
    }
}
