using System.Collections.Concurrent;
using Cairn.Repository;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// The memory in which blocks of large files are gathered, used again and again. How much that is, <see cref="BlockWriter"/> bounds.
/// </summary>
internal sealed class BlockBuffers
{
    /// <summary>Bytes of a block; a multiple of every usual disk's.</summary>
    public const int Size = 1 << 20;

    private readonly ConcurrentBag<Memory<byte>> _free = [];

    public Memory<byte> Rent() => _free.TryTake(out var buffer) ? buffer : AlignedMemory.Allocate(Size);

    public void Return(Memory<byte> buffer) => _free.Add(buffer);
}
