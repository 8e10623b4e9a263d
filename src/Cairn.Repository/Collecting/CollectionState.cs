using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Collecting;

/// <summary>Which of a collection's objects there are.</summary>
internal sealed record CollectionState(long Number)
{
    /// <summary>It isn't over.</summary>
    public bool IsCondemned { get; private set; }

    public bool IsDecided { get; private set; }

    public bool HasSessions { get; private set; }

    public List<string> Verdicts { get; } = [];

    /// <summary>There is something that goes after the condemned list.</summary>
    public bool HasRemains => HasSessions || Verdicts.Count > 0;

    public static async Task<CollectionState> ReadAsync(IObjectStore store, long number, CancellationToken cancellationToken) =>
        (await ReadAllAsync(store, cancellationToken)).FirstOrDefault(state => state.Number == number)
        ?? new CollectionState(number);

    /// <summary>By rising number.</summary>
    public static async Task<IReadOnlyList<CollectionState>> ReadAllAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        var states = new SortedDictionary<long, CollectionState>();
        await foreach (var found in store.ListAsync(CollectionObject.Prefix, cancellationToken))
        {
            if (!CollectionObject.TryParse(found.Name, out var number, out var part))
                continue;
            if (!states.TryGetValue(number, out var state))
                states[number] = state = new CollectionState(number);
            state.Add(part);
        }
        return [.. states.Values];
    }

    private void Add(string part)
    {
        IsCondemned |= part == CollectionObject.Condemned;
        IsDecided |= part == CollectionObject.Decided;
        HasSessions |= part == CollectionObject.Sessions;
        if (CollectionObject.IsVerdict(part))
            Verdicts.Add(part);
    }
}
