namespace Cairn.Repository.Parity;

/// <summary>Memory that is used again for one parity object after the other.</summary>
internal sealed class ParityBuffer
{
    private byte[] _bytes = [];

    /// <summary>What was taken before is no longer valid.</summary>
    public Memory<byte> Take(int length)
    {
        if (_bytes.Length < length)
            _bytes = GC.AllocateUninitializedArray<byte>(length);
        return _bytes.AsMemory(0, length);
    }
}
