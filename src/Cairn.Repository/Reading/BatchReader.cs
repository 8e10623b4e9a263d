using System.Security.Cryptography;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Reading;

/// <summary>
/// Serves batches, one after the other: reads the stretch of the pack at once and opens its records one by one, in memory of its
/// own. Where that doesn't succeed, each chunk is looked for by itself.
/// </summary>
internal sealed class BatchReader(BackupRepository repository)
{
    /// <summary>What most batches need; growing to it by steps would leave garbage.</summary>
    private const int LeastMemory = ReadWindow.MaxBatch + AlignedMemory.Alignment;

    private readonly RecordOpener _opener = new(repository.Keys);
    private Memory<byte> _memory;
    private Memory<byte> _stretch;
    private byte[] _plain = [];

    /// <summary>
    /// Releases every read of the batch exactly once, whatever happens. Failures that hit more than single chunks are thrown
    /// after that.
    /// </summary>
    public async Task ReadAsync(ReadBatch batch, CancellationToken cancellationToken)
    {
        var done = 0;
        try
        {
            var key = await TryReadAsync(batch, cancellationToken);
            while (done < batch.Reads.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var same = batch.Reads.Slice(done, CountSame(batch.Reads.Span[done..]));
                if (!TryServe(batch, key, same.Span))
                    await ServeSinglyAsync(same, cancellationToken);
                for (var i = 0; i < same.Length; i++)
                {
                    done++;
                    await same.Span[i].Target.ReleaseAsync();
                }
            }
        }
        catch (Exception e)
        {
            await FailAsync(batch.Reads[done..], e);
            throw;
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

    /// <summary>Reads the stretch; answers the key that opens it, or null where the pack can't be had.</summary>
    private async ValueTask<PackKey?> TryReadAsync(ReadBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Length == 0)
            return null;
        // As far from an aligned address as the stretch is in the pack: then disks can read it past the kernel's cache.
        var start = batch.Offset % AlignedMemory.Alignment;
        if (_memory.Length < start + batch.Length)
            _memory = AlignedMemory.Allocate(Math.Max(LeastMemory, start + batch.Length));
        _stretch = _memory.Slice(start, batch.Length);
        try
        {
            await repository.Store.ReadAsync(batch.Pack.ObjectName, batch.Offset, _stretch, cancellationToken);
            return await repository.Chunks.KeyAsync(batch.Pack, cancellationToken);
        }
        catch (Exception e) when (e is RepositoryDamagedException or ObjectNotFoundException)
        {
            return null;
        }
    }

    /// <summary>False: the record isn't there, or not as it was.</summary>
    private bool TryServe(ReadBatch batch, PackKey? key, ReadOnlySpan<PlannedRead> reads)
    {
        if (!reads[0].HasChunk)
            return Deliver(reads[0].Target.Inline.Span, reads);
        if (key is null)
            return false;
        var cipher = key.Rent();
        try
        {
            var location = reads[0].Location;
            var record = _stretch.Span.Slice(location.Offset - batch.Offset, location.RecordLength);
            return RecordHeader.TryRead(record, out var header)
                && header.RecordLength == location.RecordLength && header.Id == reads[0].Chunk && header.Kind == ChunkKind.Data
                && Deliver(Open(batch.Pack, cipher, location.Offset, header, record), reads);
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
        finally
        {
            key.Return(cipher);
        }
    }

    private ReadOnlySpan<byte> Open(PackId pack, AesGcm cipher, int offset, RecordHeader header, Span<byte> record)
    {
        if (_plain.Length < header.PlainLength)
            _plain = GC.AllocateUninitializedArray<byte>(header.PlainLength);
        return _opener.OpenInPlace(pack, cipher, offset, header, record, _plain);
    }

    private async ValueTask ServeSinglyAsync(ReadOnlyMemory<PlannedRead> reads, CancellationToken cancellationToken)
    {
        try
        {
            using var chunk = await repository.Chunks.ReadAsync(reads.Span[0].Chunk, ChunkKind.Data, cancellationToken);
            Deliver(chunk.Memory.Span, reads.Span);
        }
        catch (RepositoryDamagedException e)
        {
            foreach (var read in reads.Span)
                read.Target.Fail(e);
        }
    }

    /// <summary>True: it answers for whoever needs an answer.</summary>
    private static bool Deliver(ReadOnlySpan<byte> chunk, ReadOnlySpan<PlannedRead> reads)
    {
        foreach (var read in reads)
            if (chunk.Length != read.Length)
                read.Target.Fail(
                    new RepositoryDamagedException($"chunk {read.Chunk}", null, "its length isn't what the file says"));
            else if (!read.Target.HasFailed && !chunk.IsEmpty)
                read.Target.Write(read.TargetOffset, chunk);
        return true;
    }
}
