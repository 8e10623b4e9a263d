using System.Buffers;

namespace Cairn.Repository.Packs;

/// <summary>A chunk's verified bytes in a pooled buffer, which goes back on dispose.</summary>
internal sealed class ChunkBuffer(int length) : IDisposable
{
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(length);

    public Memory<byte> Memory => new(_buffer ?? throw new ObjectDisposedException(nameof(ChunkBuffer)), 0, length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
