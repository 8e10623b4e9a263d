namespace Cairn.CommServe.Refusals;

/// <summary>
/// Collects what is wrong with a request, so that its sender learns all of it at once. What can only be judged when something else was
/// right is judged only then; nothing is guessed.
/// </summary>
public sealed class RefusalList
{
    /// <summary>How many are told; a request with more is not read any further.</summary>
    public const int Most = 50;

    private readonly List<RefusalException> found = [];

    public RefusalList()
    {
    }

    /// <summary>Begins with some.</summary>
    public RefusalList(IReadOnlyList<RefusalException> found) => this.found.AddRange(found);

    /// <summary>As they were found; none has others.</summary>
    public IReadOnlyList<RefusalException> Found => found;

    public bool IsEmpty => found.Count == 0;

    public bool IsFull => found.Count >= Most;

    /// <summary>Adds one, unless it is there already or the list is full.</summary>
    public void Add(RefusalException refused)
    {
        if (!IsFull && !found.Exists(known => IsSame(known, refused)))
            found.Add(refused);
    }

    /// <summary>What <paramref name="make"/> gives, or the default when it refuses; then the refusal is kept.</summary>
    public T? Try<T>(Func<T> make, string? place = null)
    {
        try
        {
            return make();
        }
        catch (RefusalException refused)
        {
            AddAll(refused, place);
            return default;
        }
    }

    /// <returns>Whether <paramref name="check"/> refused nothing.</returns>
    public bool Try(Action check, string? place = null) => Try(
        () =>
        {
            check();
            return true;
        },
        place);

    public async Task<T?> TryAsync<T>(Func<Task<T>> make, string? place = null)
    {
        try
        {
            return await make();
        }
        catch (RefusalException refused)
        {
            AddAll(refused, place);
            return default;
        }
    }

    /// <returns>Whether <paramref name="check"/> refused nothing.</returns>
    public Task<bool> TryAsync(Func<Task> check, string? place = null) => TryAsync(
        async () =>
        {
            await check();
            return true;
        },
        place);

    /// <exception cref="RefusalException">The first that was found, with the others.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
            throw found[0].With([.. found.Skip(1)]);
    }

    private void AddAll(RefusalException refused, string? place)
    {
        Add(refused.At(place).With([]));
        foreach (var other in refused.Others)
            Add(other.At(place));
    }

    private static bool IsSame(RefusalException one, RefusalException other) =>
        (one.Word, one.Parameter, one.Value, one.Place, one.Path) == (other.Word, other.Parameter, other.Value, other.Place, other.Path);
}
