namespace Cairn.Repository.Sessions;

/// <summary>What a session has written so far. Any thread may read it at any time.</summary>
public sealed class WriteCounters
{
    private long _bytesRead, _bytesNew, _bytesStored, _chunksNew, _chunksKnown;

    /// <summary>Plain bytes of files handed to content writers, holes not counted.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Plain bytes of chunks (data and trees) that the repository didn't have.</summary>
    public long BytesNew => Interlocked.Read(ref _bytesNew);

    /// <summary>What those take in packs: compressed, sealed, with headers.</summary>
    public long BytesStored => Interlocked.Read(ref _bytesStored);

    public long ChunksNew => Interlocked.Read(ref _chunksNew);

    public long ChunksKnown => Interlocked.Read(ref _chunksKnown);

    internal void CountRead(int bytes) => Interlocked.Add(ref _bytesRead, bytes);

    internal void CountKnown() => Interlocked.Increment(ref _chunksKnown);

    internal void CountNew(int plainBytes, int storedBytes)
    {
        Interlocked.Increment(ref _chunksNew);
        Interlocked.Add(ref _bytesNew, plainBytes);
        Interlocked.Add(ref _bytesStored, storedBytes);
    }
}
