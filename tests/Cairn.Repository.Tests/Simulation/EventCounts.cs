namespace Cairn.Repository.Tests.Simulation;

/// <summary>How often what happened.</summary>
internal sealed class EventCounts
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Count(string what, long times = 1) => _counts[what] = _counts.GetValueOrDefault(what) + times;

    public void Add(EventCounts others)
    {
        foreach (var (what, times) in others._counts)
            Count(what, times);
    }

    public override string ToString() => string.Join(", ", _counts.Select(count => $"{count.Key} {count.Value}"));
}
