using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>A chunk's place, packed: 16 bytes. A plain length is at most 16 MiB, so the kind fits above it.</summary>
internal struct ChunkTablePlace
{
    private const int KindShift = 28;

    private uint _plainLengthAndKind;

    public int Pack;
    public uint Offset;
    public int SealedLength;

    public int PlainLength
    {
        readonly get => (int)(_plainLengthAndKind & ((1 << KindShift) - 1));
        set => _plainLengthAndKind = (_plainLengthAndKind & ~((1u << KindShift) - 1)) | (uint)value;
    }

    public ChunkKind Kind
    {
        readonly get => (ChunkKind)(_plainLengthAndKind >> KindShift);
        set => _plainLengthAndKind = (uint)PlainLength | ((uint)value << KindShift);
    }
}
