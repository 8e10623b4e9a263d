using System.Diagnostics;

namespace Cairn.EndToEnd;

/// <summary>How long verbs take when they aren't killed, when to kill them therefore, and how often that was done.</summary>
internal sealed class KilledVerbs
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, TimeSpan> durations = [];
    private readonly SortedDictionary<string, int> killed = [];
    private TimeSpan start;

    public int Kills { get; private set; }

    public string Durations =>
        $"It starts within {start.TotalSeconds:f2} s; {string.Join(", ", durations.Select(verb => $"{verb.Key} {verb.Value.TotalSeconds:f2} s"))}.";

    /// <summary>How long the program runs before it touches a repository: until then there is nothing to disturb.</summary>
    public async Task MeasureStartAsync(Func<Task> run) => start = await TimeOfAsync(run);

    public async Task MeasureAsync(string verb, Func<Task> run) => durations[verb] = await TimeOfAsync(run);

    /// <summary>A moment between start and end, sometimes after the end.</summary>
    public TimeSpan Moment(string verb, Random random)
    {
        lock (gate)
            return start + 1.3 * random.NextDouble() * (Usual(verb) - start);
    }

    /// <summary>It ended by itself after so long, or was killed.</summary>
    public void Count(string verb, TimeSpan? duration)
    {
        lock (gate)
        {
            var usual = Usual(verb);
            // The machine may have become slower: some must come to their end.
            durations[verb] = duration is { } time ? 0.8 * usual + 0.2 * time : 1.02 * usual;
            if (duration is not null)
                return;
            killed[verb] = killed.GetValueOrDefault(verb) + 1;
            Kills++;
        }
    }

    public override string ToString() => string.Join(", ", killed.Select(verb => $"{verb.Key} {verb.Value}")) + " times";

    private TimeSpan Usual(string verb) => durations.TryGetValue(verb, out var usual) ? usual : durations[verb.Split(' ')[0]];

    private static async Task<TimeSpan> TimeOfAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed;
    }
}
