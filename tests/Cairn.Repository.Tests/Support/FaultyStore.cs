using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Tests.Support;

/// <summary>What goes wrong with a put.</summary>
public enum PutFault
{
    /// <summary>Nothing is written, and an error says so.</summary>
    Fails,

    /// <summary>The store is full, from this put on.</summary>
    Full,

    /// <summary>As <see cref="Fails"/>, and when it is repeated.</summary>
    FailsTwice,

    /// <summary>The object is written, but the answer is lost: it looks like a failure.</summary>
    AnswerLost,

    /// <summary>As <see cref="AnswerLost"/>, and when it is repeated.</summary>
    AnswerLostTwice,
}

/// <summary>Passes everything on to another store, but for the n-th put (counted from 1), which goes wrong.</summary>
public sealed class FaultyStore(IObjectStore inner, int failingPut, PutFault fault) : IObjectStore
{
    private int _puts;

    public bool HasFailed => _puts >= failingPut;

    /// <summary>The object whose put went wrong (the first, when the store is full).</summary>
    public string? FailedName { get; private set; }

    public async ValueTask<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var put = Interlocked.Increment(ref _puts);
        if (put == failingPut)
            FailedName = name;
        var fails = put == failingPut
            || name == FailedName && put == failingPut + 1 && fault is (PutFault.FailsTwice or PutFault.AnswerLostTwice);
        if (fails && fault is (PutFault.AnswerLost or PutFault.AnswerLostTwice))
            await inner.PutAsync(name, content, cancellationToken);
        if (fault == PutFault.Full && put >= failingPut)
            throw new StoreFullException(name);
        if (fails)
            throw new StoreFailedException(name, "this put fails by the script");
        return await inner.PutAsync(name, content, cancellationToken);
    }

    public ValueTask<byte[]> GetAsync(string name, CancellationToken cancellationToken) =>
        inner.GetAsync(name, cancellationToken);

    public ValueTask ReadAsync(string name, long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        inner.ReadAsync(name, offset, buffer, cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, cancellationToken);

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => inner.DeleteAsync(name, cancellationToken);
}
