using Cairn.Repository.Faults;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// A directory of the base backup, read in step with the walk: names must be asked for in rising order. A base that is
/// damaged or lost costs time, not the backup: from there on it has no more entries.
/// </summary>
internal sealed class BaseEntries : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Entry>? _entries;
    private readonly Action<string> _reportLost;
    private bool _hasEntry;

    private BaseEntries(IAsyncEnumerator<Entry>? entries, Action<string> reportLost) =>
        (_entries, _reportLost) = (entries, reportLost);

    /// <param name="reader">Where the directory is stored.</param>
    /// <param name="tree">Null: the base has no such directory.</param>
    /// <param name="reportLost">Hears why the directory can't be read on.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<BaseEntries> OpenAsync(
        TreeReader reader, TreeRef? tree, Action<string> reportLost, CancellationToken cancellationToken)
    {
        if (tree is not { } stored)
            return new BaseEntries(null, reportLost);
        var entries = new BaseEntries(
            reader.ReadAsync(stored, cancellationToken).GetAsyncEnumerator(cancellationToken), reportLost);
        await entries.MoveNextAsync();
        return entries;
    }

    public async ValueTask<Entry?> FindAsync(EntryName name)
    {
        while (_hasEntry && _entries!.Current.Name < name)
            await MoveNextAsync();
        return _hasEntry && _entries!.Current.Name == name ? _entries.Current : null;
    }

    public ValueTask DisposeAsync() => _entries?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask MoveNextAsync()
    {
        try
        {
            _hasEntry = await _entries!.MoveNextAsync();
        }
        catch (Exception exception) when (exception is RepositoryDamagedException or ObjectNotFoundException)
        {
            _hasEntry = false;
            _reportLost(exception.Message);
        }
    }
}
