using System.Buffers;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Reads chunks to see that they are where the index says. Before one copy of a chunk is given up in favour of another, the other
/// is proved: it may be damaged, and who may only write could have named a place where nothing is.
/// </summary>
internal static class PlaceProof
{
    public static async ValueTask<bool> IsSoundAsync(
        BackupRepository repository, ChunkLocation place, ChunkId id, CancellationToken cancellationToken)
    {
        var record = ArrayPool<byte>.Shared.Rent(place.RecordLength);
        try
        {
            var bytes = record.AsMemory(0, place.RecordLength);
            await repository.Store.ReadAsync(place.Pack.ObjectName, place.Offset, bytes, cancellationToken);
            var key = await repository.Chunks.KeyAsync(place.Pack, cancellationToken);
            using var chunk = repository.Chunks.Open(place, id, place.Kind, key, bytes.Span);
            return true;
        }
        catch (Exception e) when (e is RepositoryDamagedException or ObjectNotFoundException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(record);
        }
    }
}
