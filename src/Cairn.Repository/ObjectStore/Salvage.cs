using Cairn.Repository.Faults;

namespace Cairn.Repository.ObjectStore;

/// <summary>Reads what can be read of objects that can't be read wholly, as on a disk with bad sectors.</summary>
internal static class Salvage
{
    // Each bad sector costs a read of either length that fails, which takes a disk long.
    private const int Piece = 64 << 10;
    private const int Block = 4 << 10;

    /// <summary>An object's bytes, with zeros for the blocks that can't be read; null if there is none.</summary>
    public static async ValueTask<byte[]?> ReadAsync(IObjectStore store, string name, CancellationToken cancellationToken)
    {
        if (await FindLengthAsync(store, name, cancellationToken) is not { } length)
            return null;
        var content = new byte[length];
        try
        {
            foreach (var piece in Cut(content, Piece))
                if (!await TryReadAsync(piece.Start, piece.Part))
                    foreach (var block in Cut(piece.Part, Block))
                        if (!await TryReadAsync(piece.Start + block.Start, block.Part))
                            block.Part.Span.Clear();
            return content;
        }
        catch (ObjectNotFoundException)
        {
            return null;
        }

        async ValueTask<bool> TryReadAsync(int start, Memory<byte> part)
        {
            try
            {
                await store.ReadAsync(name, start, part, cancellationToken);
                return true;
            }
            catch (RepositoryDamagedException)
            {
                return false;
            }
        }
    }

    private static IEnumerable<(int Start, Memory<byte> Part)> Cut(Memory<byte> whole, int size)
    {
        for (var start = 0; start < whole.Length; start += size)
            yield return (start, whole.Slice(start, Math.Min(size, whole.Length - start)));
    }

    private static async ValueTask<long?> FindLengthAsync(IObjectStore store, string name, CancellationToken cancellationToken)
    {
        await foreach (var found in store.ListAsync(name[..(name.LastIndexOf('/') + 1)], cancellationToken))
            if (found.Name == name)
                return found.Length;
        return null;
    }
}
