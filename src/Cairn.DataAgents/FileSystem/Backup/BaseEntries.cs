using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>A directory of the base backup, read in step with the walk: names must be asked for in rising order.</summary>
internal sealed class BaseEntries : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Entry>? _entries;
    private bool _hasEntry;

    private BaseEntries(IAsyncEnumerator<Entry>? entries) => _entries = entries;

    /// <param name="reader">Where the directory is stored.</param>
    /// <param name="tree">Null: the base has no such directory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<BaseEntries> OpenAsync(TreeReader reader, TreeRef? tree, CancellationToken cancellationToken)
    {
        if (tree is not { } stored)
            return new BaseEntries(null);
        var entries = new BaseEntries(reader.ReadAsync(stored, cancellationToken).GetAsyncEnumerator(cancellationToken));
        entries._hasEntry = await entries._entries!.MoveNextAsync();
        return entries;
    }

    public async ValueTask<Entry?> FindAsync(EntryName name)
    {
        while (_hasEntry && _entries!.Current.Name < name)
            _hasEntry = await _entries.MoveNextAsync();
        return _hasEntry && _entries!.Current.Name == name ? _entries.Current : null;
    }

    public ValueTask DisposeAsync() => _entries?.DisposeAsync() ?? ValueTask.CompletedTask;
}
