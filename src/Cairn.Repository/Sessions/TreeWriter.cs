using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

public sealed class TreeWriter
{
    private readonly WriteSession _session;
    internal TreeWriter(WriteSession session) => _session = session;
    public ValueTask AddAsync(Entry entry, CancellationToken cancellationToken) => throw new NotSupportedException(_session.ToString());
    public ValueTask<TreeRef> FinishAsync(CancellationToken cancellationToken) => throw new NotSupportedException(_session.ToString());
}
