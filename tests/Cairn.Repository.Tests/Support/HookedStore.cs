using System.Runtime.CompilerServices;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.Support;

/// <summary>Passes everything on to another store, and does something before and after each call, given the object's name.</summary>
internal sealed class HookedStore(
    IObjectStore inner, Func<StoreCall, string, Task> before, Func<StoreCall, string, Task>? after = null) : IObjectStore
{
    public async ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await before(StoreCall.Put, name);
        var isNew = await inner.PutAsync(name, content, cancellationToken);
        await AfterAsync(StoreCall.Put, name);
        return isNew;
    }

    public async ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        await before(StoreCall.Get, name);
        var content = await inner.GetAsync(name, cancellationToken);
        await AfterAsync(StoreCall.Get, name);
        return content;
    }

    public async ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await before(StoreCall.Read, name);
        await inner.ReadAsync(name, offset, buffer, cancellationToken);
        await AfterAsync(StoreCall.Read, name);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await before(StoreCall.List, prefix);
        await foreach (var found in inner.ListAsync(prefix, cancellationToken))
            yield return found;
        await AfterAsync(StoreCall.List, prefix);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await before(StoreCall.Delete, name);
        await inner.DeleteAsync(name, cancellationToken);
        await AfterAsync(StoreCall.Delete, name);
    }

    private Task AfterAsync(StoreCall call, string name) => after?.Invoke(call, name) ?? Task.CompletedTask;
}
