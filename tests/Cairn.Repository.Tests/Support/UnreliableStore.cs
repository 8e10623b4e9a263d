using System.Runtime.CompilerServices;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.Support;

/// <summary>
/// Objects in memory behind a connection that does all that <see cref="IObjectStore"/> lets it do: fails as a plan says, takes
/// effect late, answers later still, and lists in any order what is put or deleted meanwhile, or not.
/// <paramref name="changed"/> hears of each put and delete as it takes effect.
/// </summary>
internal sealed class UnreliableStore(
    MemoryStore objects, FaultPlan faults, ITurns turns, Action<StoreCall, string>? changed = null) : IObjectStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    public async ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(StoreCall.Put, name, cancellationToken).ConfigureAwait(false);
        var isNew = await objects.PutAsync(name, content, cancellationToken).ConfigureAwait(false);
        if (isNew)
            changed?.Invoke(StoreCall.Put, name);
        await EndAsync(fault, name).ConfigureAwait(false);
        return isNew && fault != Fault.AnsweredTwice;
    }

    public async ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(StoreCall.Get, name, cancellationToken).ConfigureAwait(false);
        var content = await TryAsync(() => objects.GetAsync(name, cancellationToken)).ConfigureAwait(false);
        await EndAsync(fault, name).ConfigureAwait(false);
        FlipBit(fault, content.Value);
        return content.Value;
    }

    public async ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(StoreCall.Read, name, cancellationToken).ConfigureAwait(false);
        var read = await TryAsync(async () =>
        {
            await objects.ReadAsync(name, offset, buffer, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        await EndAsync(fault, name).ConfigureAwait(false);
        if (read.Value)
            FlipBit(fault, buffer.Span);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(StoreCall.List, prefix, cancellationToken).ConfigureAwait(false);
        var atFirst = await NamesAsync(prefix, cancellationToken).ConfigureAwait(false);
        var order = atFirst.Keys.ToArray();
        faults.Random.Shuffle(order);
        for (var i = 0; i < order.Length; i++)
        {
            if (faults.Random.Next(4) == 0)
                await turns.NextAsync().ConfigureAwait(false);
            if (objects.Objects.ContainsKey(order[i]) || faults.Random.Next(2) == 0)
                yield return new ObjectInfo(order[i], atFirst[order[i]]);
        }
        await EndAsync(fault, prefix).ConfigureAwait(false);
        foreach (var (name, length) in await NamesAsync(prefix, cancellationToken).ConfigureAwait(false))
            if (!atFirst.ContainsKey(name) && faults.Random.Next(2) == 0)
                yield return new ObjectInfo(name, length);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(StoreCall.Delete, name, cancellationToken).ConfigureAwait(false);
        var existed = objects.Objects.ContainsKey(name);
        await objects.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        if (existed)
            changed?.Invoke(StoreCall.Delete, name);
        await EndAsync(fault, name).ConfigureAwait(false);
    }

    private async ValueTask<Fault> BeginAsync(StoreCall call, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await turns.NextAsync().ConfigureAwait(false);
        var fault = faults.Next(call, name);
        if (fault == Fault.TimesOut)
            await turns.WaitAsync(Patience).ConfigureAwait(false);
        return fault switch
        {
            Fault.Fails => throw new StoreFailedException(name, "it fails by the script"),
            Fault.TimesOut => throw new StoreFailedException(name, "there was no answer"),
            Fault.Dies => throw new StoreFailedException(name, "the store is gone"),
            Fault.Full => throw new StoreFullException(name),
            _ => fault,
        };
    }

    private async ValueTask EndAsync(Fault fault, string name)
    {
        await turns.NextAsync().ConfigureAwait(false);
        if (fault == Fault.AnswerLost)
            throw new StoreFailedException(name, "the answer was lost");
    }

    /// <summary>That an object isn't there is an answer too, which takes its time.</summary>
    private static async ValueTask<Answer<T>> TryAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return new Answer<T>(await read().ConfigureAwait(false), null);
        }
        catch (RepositoryException e)
        {
            return new Answer<T>(default, e);
        }
    }

    private async ValueTask<SortedDictionary<string, long>> NamesAsync(string prefix, CancellationToken cancellationToken)
    {
        var names = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var found in objects.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
            names[found.Name] = found.Length;
        return names;
    }

    private void FlipBit(Fault fault, Span<byte> bytes)
    {
        if (fault == Fault.FlipsBit && bytes.Length > 0)
            bytes[faults.Random.Next(bytes.Length)] ^= (byte)(1 << faults.Random.Next(8));
    }

    private sealed record Answer<T>(T? Found, RepositoryException? Failure)
    {
        public T Value => Failure is null ? Found! : throw Failure;
    }
}
