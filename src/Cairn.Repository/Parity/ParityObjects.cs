using System.Buffers;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.Repository.Parity;

/// <summary>
/// Keeps the parity of packs, snapshots and the config in step with them. An object is put before its parity and deleted after
/// it. So parity without an object mostly means that the object was lost; who slept between the two puts may also have left it of
/// one that was deleted meanwhile, which collections clear away. Safe for use by several threads.
/// </summary>
internal sealed class ParityObjects(IObjectStore store, bool isWritten, HealingLog log)
{
    public const string Prefix = "parity/";

    private readonly ParityReader _reader = new(store);

    /// <summary>Whether new objects get parity.</summary>
    public bool IsWritten => isWritten;

    public static string NameOf(string objectName) => Prefix + objectName;

    /// <summary>The object that a parity object of that name is for; null for other names.</summary>
    public static string? ObjectOf(string parityName) =>
        parityName.StartsWith(Prefix, StringComparison.Ordinal) ? parityName[Prefix.Length..] : null;

    /// <summary>Puts the parity of an object that is durable, if this repository has parity. One that is there stays.</summary>
    public async ValueTask WriteAsync(string objectName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!isWritten || content.IsEmpty)
            return;
        var layout = ParityLayout.For(content.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(layout.Size);
        try
        {
            ParityObject.Encode(objectName, content.Span, layout, buffer);
            await store.PutOrReadAsync(NameOf(objectName), buffer.AsMemory(0, layout.Size), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Puts the parity of a sound object anew. What is there goes only if it is no good: somebody else may have put what is right
    /// meanwhile, and the object may have been damaged since it was read.
    /// </summary>
    public async ValueTask RewriteAsync(string objectName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(NameOf(objectName), cancellationToken) is { } bytes
            && !(ParityObject.Read(objectName, bytes) is { IsWhole: true } parity && parity.Matches(content.Span)))
            await store.DeleteAsync(NameOf(objectName), cancellationToken);
        await WriteAsync(objectName, content, cancellationToken);
    }

    /// <summary>Deletes an object with its parity; that either is absent already is fine.</summary>
    public async ValueTask DeleteAsync(string objectName, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(NameOf(objectName), cancellationToken);
        await store.DeleteAsync(objectName, cancellationToken);
    }

    /// <summary>
    /// Turns an object's bytes into what they stand for, and where that finds damage, does so with the healed bytes.
    /// </summary>
    /// <exception cref="RepositoryDamagedException">It is damaged beyond repair.</exception>
    public async ValueTask<T> DecodeAsync<T>(
        string objectName, byte[] content, Func<byte[], T> decode, CancellationToken cancellationToken)
    {
        try
        {
            return decode(content);
        }
        catch (RepositoryDamagedException)
        {
            if (await _reader.FindHealedAsync(objectName, content, cancellationToken) is not { } healed)
                throw;
            var result = decode(healed.Content);
            log.Add(healed.Object);
            return result;
        }
    }
}
