using System.Buffers;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Reading;

/// <summary>
/// Serves batches, one after the other: reads the stretch of the pack at once and opens its records one by one. Where that
/// doesn't succeed, each chunk is looked for by itself.
/// </summary>
internal sealed class BatchReader(BackupRepository repository)
{
    /// <summary>
    /// Releases every read of the batch exactly once, whatever happens. Failures that hit more than single chunks are thrown
    /// after that.
    /// </summary>
    public async Task ReadAsync(ReadBatch batch, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(batch.Length);
        var done = 0;
        try
        {
            var stretch = await TryReadAsync(batch, buffer.AsMemory(0, batch.Length), cancellationToken);
            while (done < batch.Reads.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var same = CountSame(batch.Reads.Span[done..]);
                var reads = batch.Reads.Slice(done, same);
                await ServeAsync(batch, stretch, reads, cancellationToken);
                for (; same > 0; same--)
                    await batch.Reads.Span[done++].Target.ReleaseAsync();
            }
        }
        catch (Exception e)
        {
            await FailAsync(batch.Reads[done..], e);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Gives up reads that nobody will serve; the first failure stays the one that counts.</summary>
    private static async Task FailAsync(ReadOnlyMemory<PlannedRead> reads, Exception failure)
    {
        for (var i = 0; i < reads.Length; i++)
        {
            try
            {
                reads.Span[i].Target.Fail(failure);
                await reads.Span[i].Target.ReleaseAsync();
            }
            catch (Exception)
            {
                // The others want to be completed too.
            }
        }
    }

    /// <summary>How many reads at the start are of the same chunk.</summary>
    private static int CountSame(ReadOnlySpan<PlannedRead> reads)
    {
        var count = 1;
        while (reads[0].HasChunk && count < reads.Length && reads[count].Chunk == reads[0].Chunk)
            count++;
        return count;
    }

    /// <summary>The bytes and the key that opens them; null where the pack can't be had.</summary>
    private async ValueTask<Stretch?> TryReadAsync(ReadBatch batch, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
            return null;
        try
        {
            await repository.Store.ReadAsync(batch.Pack.ObjectName, batch.Offset, bytes, cancellationToken);
            return new Stretch(bytes, await repository.Chunks.KeyAsync(batch.Pack, cancellationToken));
        }
        catch (Exception e) when (e is RepositoryDamagedException or ObjectNotFoundException)
        {
            return null;
        }
    }

    private async ValueTask ServeAsync(
        ReadBatch batch, Stretch? stretch, ReadOnlyMemory<PlannedRead> reads, CancellationToken cancellationToken)
    {
        if (!reads.Span[0].HasChunk)
            return;
        try
        {
            using var chunk = TryOpen(batch, stretch, reads.Span[0])
                ?? await repository.Chunks.ReadAsync(reads.Span[0].Chunk, ChunkKind.Data, cancellationToken);
            foreach (var read in reads.Span)
                Deliver(chunk.Memory.Span, read);
        }
        catch (RepositoryDamagedException e)
        {
            foreach (var read in reads.Span)
                read.Target.Fail(e);
        }
    }

    private ChunkBuffer? TryOpen(ReadBatch batch, Stretch? stretch, in PlannedRead read)
    {
        if (stretch is not { } all)
            return null;
        try
        {
            var location = read.Location;
            var record = all.Bytes.Span.Slice((int)(location.Offset - batch.Offset), location.RecordLength);
            return repository.Chunks.Open(location, read.Chunk, ChunkKind.Data, all.Key, record);
        }
        catch (RepositoryDamagedException)
        {
            return null;
        }
    }

    private static void Deliver(ReadOnlySpan<byte> chunk, in PlannedRead read)
    {
        if (chunk.Length != read.Length)
            read.Target.Fail(new RepositoryDamagedException($"chunk {read.Chunk}", null, "its length isn't what the file says"));
        else if (!read.Target.HasFailed)
            read.Target.Write(read.TargetOffset, chunk);
    }

    private readonly record struct Stretch(ReadOnlyMemory<byte> Bytes, PackKey Key);
}
