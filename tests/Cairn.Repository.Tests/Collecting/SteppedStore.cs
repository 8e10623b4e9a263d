using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.Collecting;

/// <summary>
/// Passes everything on to another store; before its n-th operation (counted from 1) it does something: fails for good, or sleeps.
/// </summary>
internal sealed class SteppedStore(IObjectStore inner, int step, Func<Task> before) : IObjectStore
{
    private int _operations;

    /// <summary>Whether it came so far.</summary>
    public bool WasReached => _operations >= step;

    /// <summary>A store that is gone from its n-th operation on.</summary>
    public static SteppedStore Dying(IObjectStore inner, int step) =>
        new(inner, step, () => throw new StoreFailedException("store", "it died by the script")) { IsRepeated = true };

    private bool IsRepeated { get; init; }

    public async ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await StepAsync();
        return await inner.PutAsync(name, content, cancellationToken);
    }

    public async ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        await StepAsync();
        return await inner.GetAsync(name, cancellationToken);
    }

    public async ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await StepAsync();
        await inner.ReadAsync(name, offset, buffer, cancellationToken);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await StepAsync();
        await foreach (var found in inner.ListAsync(prefix, cancellationToken))
            yield return found;
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await StepAsync();
        await inner.DeleteAsync(name, cancellationToken);
    }

    private async ValueTask StepAsync()
    {
        var operation = Interlocked.Increment(ref _operations);
        if (operation == step || IsRepeated && operation > step)
            await before();
    }
}
