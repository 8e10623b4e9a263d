using System.Collections.Concurrent;

namespace Cairn.Repository.Parity;

/// <summary>
/// The objects that were found damaged since the repository was opened, and read right nevertheless because parity gave back what
/// they had lost. They stay damaged in the store until they are repaired. Safe for use by several threads.
/// </summary>
public sealed class HealingLog
{
    private readonly ConcurrentDictionary<string, HealedObject> _objects = [];

    /// <summary>Raised once for each object, by the thread that reads it; the sender is the log.</summary>
    public event EventHandler<HealedObject>? Healed;

    public IReadOnlyCollection<HealedObject> Objects =>
        [.. _objects.Values.OrderBy(healed => healed.Name, StringComparer.Ordinal)];

    internal void Add(HealedObject healed)
    {
        if (_objects.TryAdd(healed.Name, healed))
            Healed?.Invoke(this, healed);
    }
}
