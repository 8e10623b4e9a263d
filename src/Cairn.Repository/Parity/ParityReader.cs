using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Parity;

/// <summary>Reads parity objects and heals by them. Safe for use by several threads.</summary>
internal sealed class ParityReader(IObjectStore store)
{
    /// <summary>The parity of an object; null where there is none that can be used.</summary>
    public async ValueTask<ParityObject?> FindAsync(string objectName, CancellationToken cancellationToken) =>
        await store.FindAsync(ParityObjects.NameOf(objectName), cancellationToken) is { } bytes
            ? ParityObject.Read(objectName, bytes)
            : null;

    /// <summary>
    /// The same for an object of <paramref name="length"/> bytes, read into <paramref name="buffer"/> if it is as it should be:
    /// who reads much parity needs no memory for each.
    /// </summary>
    public async ValueTask<ParityObject?> FindAsync(
        string objectName, long length, ParityBuffer buffer, CancellationToken cancellationToken)
    {
        if (length is > 0 and <= PackFormat.MaxLength)
        {
            var bytes = buffer.Take(ParityLayout.For((int)length).Size);
            try
            {
                await store.ReadAsync(ParityObjects.NameOf(objectName), 0, bytes, cancellationToken);
                if (ParityObject.Read(objectName, bytes) is { IsWhole: true } whole)
                    return whole;
            }
            catch (ObjectNotFoundException)
            {
                return null;
            }
            catch (RepositoryDamagedException)
            {
                // It is shorter than expected.
            }
        }
        return await FindAsync(objectName, cancellationToken);
    }

    /// <summary>
    /// The bytes of an object as they were when it was written, given what is there now; null where there is no parity, where it
    /// finds nothing wrong, or where it can't undo the damage. The healed bytes must be verified like any others that were read.
    /// </summary>
    public async ValueTask<HealedContent?> FindHealedAsync(
        string objectName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await FindAsync(objectName, cancellationToken) is not { } parity || parity.Matches(content.Span)
            || parity.Heal(content.Span) is not { } healed)
            return null;
        return new HealedContent(healed, new HealedObject(objectName, parity.LostBlocks(content.Span).Length));
    }
}
