using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

public sealed class ContentWriter : IDisposable
{
    private readonly WriteSession _session;
    internal ContentWriter(WriteSession session) => _session = session;
    public Memory<byte> GetMemory() => throw new NotSupportedException(_session.ToString());
    public ValueTask AdvanceAsync(int count, CancellationToken cancellationToken) => throw new NotSupportedException(_session.ToString());
    public ValueTask AddHoleAsync(long length, CancellationToken cancellationToken) => throw new NotSupportedException(_session.ToString());
    public ValueTask<FileContent> CompleteAsync(CancellationToken cancellationToken) => throw new NotSupportedException(_session.ToString());
    public void Reset() => throw new NotSupportedException(_session.ToString());
    public void Dispose() => GC.SuppressFinalize(this);
}
