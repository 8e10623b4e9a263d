namespace Cairn.Repository.Sessions;

/// <summary>Memory that files are read into, and the number of its chunks that are being stored from it just now.</summary>
internal sealed class ContentBlock(int length)
{
    public Memory<byte> Memory { get; } = AlignedMemory.Allocate(length);

    public int Users { get; set; }
}
