using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// The names of one directory in order, with what the base backup has of them. It is some names ahead of who takes them, and has
/// the directories among those opened meanwhile: a walk alone would wait for the disk at each.
/// </summary>
/// <param name="names">In rising order.</param>
/// <param name="stored">The directory in the base backup.</param>
/// <param name="open">Begins to open a directory; null: nothing is opened ahead.</param>
internal sealed class UpcomingNames(
    IEnumerator<SourceName> names, BaseEntries stored, Func<SourceName, Entry?, Task<OpenedDirectory?>>? open) : IAsyncDisposable
{
    private const int MostNames = 64;
    private const int MostDirectories = 4;

    private readonly Queue<UpcomingName> _ahead = [];
    private int _directories;

    public UpcomingName Current { get; private set; }

    /// <summary>Goes to the next name, if there is one.</summary>
    public async ValueTask<bool> MoveNextAsync()
    {
        while (_ahead.Count < MostNames && _directories < MostDirectories && names.MoveNext())
            await AddAsync(names.Current);
        if (!_ahead.TryDequeue(out var next))
            return false;
        Current = next;
        if (next.Opening is not null)
            _directories--;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        while (_ahead.TryDequeue(out var left))
            if (left.Opening is { } opening)
                await LeaveAsync(opening);
        names.Dispose();
        await stored.DisposeAsync();
    }

    private async ValueTask AddAsync(SourceName name)
    {
        var entry = await stored.FindAsync(name.Name);
        var opening = name.IsDirectory ? open?.Invoke(name, entry) : null;
        if (opening is not null)
            _directories++;
        _ahead.Enqueue(new UpcomingName(name, entry, opening));
    }

    private static async ValueTask LeaveAsync(Task<OpenedDirectory?> opening)
    {
        try
        {
            if (await opening is { } opened)
                await opened.DisposeAsync();
        }
        catch (Exception)
        {
            // The run is given up, for this or another reason that was reported.
        }
    }
}
