using System.Buffers;

namespace Cairn.Repository.Index;

/// <summary>
/// The bytes of a mapped file of less than 2 GiB as memory that a store can put. The file must be kept alive meanwhile.
/// </summary>
internal sealed unsafe class MappedMemory(MappedFile file) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(file.Start, checked((int)file.Length));

    public override MemoryHandle Pin(int elementIndex = 0) => new(file.Start + elementIndex, default, this);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
