using System.Threading.Channels;
using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// A directory in the making: the walk adds its names in order, as tasks that give their entries; as they end, in order, those are
/// written to its tree. The queue between the two is bounded, so that a directory of a million entries doesn't wait in memory.
/// </summary>
internal sealed class DirectoryBackup : IAsyncDisposable
{
    private const int MaxWaiting = 64;

    private readonly Channel<Task<IReadOnlyList<Entry>>> _children = Channel.CreateBounded<Task<IReadOnlyList<Entry>>>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });

    private readonly SourceDirectory _source;
    private readonly BaseEntries _base;
    private readonly IEnumerator<SourceName> _names;

    public DirectoryBackup(
        SourceDirectory source, IEnumerable<SourceName> names, BaseEntries baseEntries, TreeWriter writer, Abort abort)
    {
        _source = source;
        _names = names.GetEnumerator();
        _base = baseEntries;
        Tree = WriteAsync(writer, abort);
    }

    public SourceDirectory Source => _source;

    /// <summary>The stored directory, when all in it is done.</summary>
    public Task<TreeRef> Tree { get; }

    public SourceName Current => _names.Current;

    /// <summary>The names gathered since the last batch.</summary>
    public EntryBatch? Batch { get; set; }

    /// <summary>Goes to the next name, if there is one.</summary>
    public bool MoveNext() => _names.MoveNext();

    /// <summary>The current name's entry in the base backup.</summary>
    public ValueTask<Entry?> FindInBaseAsync() => _base.FindAsync(Current.Name);

    public ValueTask AddAsync(Task<IReadOnlyList<Entry>> child, CancellationToken cancellationToken) =>
        _children.Writer.WriteAsync(child, cancellationToken);

    /// <summary>No more names will be added.</summary>
    public async ValueTask DisposeAsync()
    {
        _children.Writer.TryComplete();
        _names.Dispose();
        await _base.DisposeAsync();
    }

    /// <summary>
    /// Waits for every child even after a failure, so that none is still at work on the session when the run ends.
    /// </summary>
    private async Task<TreeRef> WriteAsync(TreeWriter writer, Abort abort)
    {
        await foreach (var child in _children.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                foreach (var entry in await child)
                    if (!abort.Token.IsCancellationRequested)
                        await writer.AddAsync(entry, abort.Token);
            }
            catch (Exception exception)
            {
                abort.Report(exception);
            }
        }
        _source.Dispose();
        abort.Token.ThrowIfCancellationRequested();
        try
        {
            return await writer.FinishAsync(abort.Token);
        }
        catch (Exception exception)
        {
            abort.Report(exception);
            throw;
        }
    }
}
