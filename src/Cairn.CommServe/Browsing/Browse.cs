using System.Runtime.CompilerServices;
using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.Repository.Trees;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Browsing;

/// <summary>Shows what is in backups, straight from the repository's trees.</summary>
public sealed class Browse
{
    private readonly IDbContextFactory<CatalogContext> _catalog;
    private readonly SnapshotLookup _snapshots;

    internal Browse(IDbContextFactory<CatalogContext> catalog, SnapshotLookup snapshots) => (_catalog, _snapshots) = (catalog, snapshots);

    /// <param name="query">What to show.</param>
    /// <param name="rights">Of what there is, only what they let view is shown.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RefusalException">
    /// <c>unknown-subclient</c>, <c>unknown-backupset</c>, <c>no-backup</c> (nothing was backed up yet, or not by then),
    /// <c>unknown-path</c> (not in that backup; finding and versions just give nothing), <c>invalid-path</c>, <c>snapshot-missing</c>.
    /// </exception>
    public async Task<BrowsePage> ListAsync(BrowseQuery query, UserRights rights, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(query.Take);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, BrowseQuery.MaximumTake);

        var subclients = await SubclientsAsync(query, rights, cancellationToken);
        var path = BackupPath.Parse(query.Path);
        var items = query.Mode switch
        {
            BrowseMode.Find => FindAsync(
                await OpenAsync(subclients, query, cancellationToken), path, new Glob(query.Pattern), cancellationToken),
            BrowseMode.Versions => VersionsAsync(subclients, path, query.JobId, cancellationToken),
            _ => ListAsync(await OpenAsync(subclients, query, cancellationToken), path, cancellationToken),
        };
        var page = await items.Skip(query.Skip).Take(query.Take + 1).ToListAsync(cancellationToken);
        return page.Count > query.Take ? new BrowsePage(page[..query.Take], true) : new BrowsePage(page, false);
    }

    private async Task<List<int>> SubclientsAsync(BrowseQuery query, UserRights rights, CancellationToken cancellationToken)
    {
        await using var context = await _catalog.CreateDbContextAsync(cancellationToken);
        var visible = rights.Visible(context.Subclients);
        if (query.SubclientId is { } id)
        {
            return await visible.AnyAsync(subclient => subclient.Id == id, cancellationToken)
                ? [id]
                : throw Unknown("unknown-subclient", $"There is no subclient {id}.");
        }
        var ids = await visible.Where(subclient => subclient.BackupSetId == query.BackupSetId)
            .Select(subclient => subclient.Id).ToListAsync(cancellationToken);
        return ids.Count > 0 ? ids : throw Unknown("unknown-backupset", $"There is no backup set {query.BackupSetId} with subclients.");
    }

    private async Task<MergedDirectory> OpenAsync(List<int> subclients, BrowseQuery query, CancellationToken cancellationToken)
    {
        var found = new List<FoundSnapshot>();
        foreach (var subclient in subclients)
        {
            if (await _snapshots.FindAsync(subclient, query.At, query.JobId, cancellationToken) is { } snapshot)
                found.Add(snapshot);
        }
        return found.Count > 0 ? MergedDirectory.RootOf(found) : throw Unknown("no-backup", NoBackupMessage(query));
    }

    private static string NoBackupMessage(BrowseQuery query) => query switch
    {
        { JobId: { } job } => $"Job {job} made no backup of it.",
        { At: { } at } => $"There is no backup of it that had ended by {at:u}.",
        _ => "There is no backup of it yet.",
    };

    private static async IAsyncEnumerable<BrowseItem> ListAsync(
        MergedDirectory root, BackupPath path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (directory, entry) = await DescendAsync(root, path, cancellationToken);
        if (directory is null && entry is null)
            throw Unknown("unknown-path", $"The backup has no '{path}'.");
        if (directory is null)
        {
            yield return BrowseItem.Of(entry!.Entry, path.ToString(), entry.Source);
            yield break;
        }
        await foreach (var child in directory.ReadAsync(cancellationToken))
            yield return BrowseItem.Of(child.Entry, Below(path.ToString(), child.Entry.Name), child.Source);
    }

    private static async IAsyncEnumerable<BrowseItem> FindAsync(
        MergedDirectory root, BackupPath path, Glob glob, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (directory, _) = await DescendAsync(root, path, cancellationToken);
        if (directory is null)
            yield break;
        var start = path.Names.Count == 0 ? 1 : path.ToString().Length + 1;
        await foreach (var (entry, entryPath) in WalkAsync(directory, path.ToString(), cancellationToken))
        {
            if (glob.Matches(entry.Entry.Name.ToString(), entryPath[start..]))
                yield return BrowseItem.Of(entry.Entry, entryPath, entry.Source);
        }
    }

    private static async IAsyncEnumerable<(MergedEntry Entry, string Path)> WalkAsync(
        MergedDirectory directory, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stack of its own: recursion as deep as the tree would overflow the thread's.
        var open = new Stack<(IAsyncEnumerator<MergedEntry> Entries, string Path)>();
        try
        {
            open.Push((directory.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken), path));
            while (open.TryPeek(out var here))
            {
                if (!await here.Entries.MoveNextAsync())
                {
                    await open.Pop().Entries.DisposeAsync();
                    continue;
                }
                var child = here.Entries.Current;
                var childPath = Below(here.Path, child.Entry.Name);
                yield return (child, childPath);
                if (child.Directory is { } below)
                    open.Push((below.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken), childPath));
            }
        }
        finally
        {
            foreach (var (entries, _) in open)
                await entries.DisposeAsync();
        }
    }

    private async IAsyncEnumerable<BrowseItem> VersionsAsync(
        List<int> subclients, BackupPath path, int? jobId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var subclient in subclients)
        {
            Entry? before = null;
            await foreach (var found in _snapshots.AllAsync(subclient, cancellationToken))
            {
                var entry = await new TreeReader(found.Repository).FindAsync(found.Snapshot.Root, path.Names, cancellationToken);
                if (entry is not null && !IsSame(entry, before) && (jobId is null || jobId == found.JobId))
                    yield return BrowseItem.Of(entry, path.ToString(), found) with { Version = ++number };
                before = entry;
            }
        }
    }

    private static bool IsSame(Entry entry, Entry? before) => before is not null
        && entry.Kind == before.Kind && entry.Size == before.Size && entry.Modified == before.Modified
        && Equals(entry.Content, before.Content);

    private static async Task<(MergedDirectory? Directory, MergedEntry? Entry)> DescendAsync(
        MergedDirectory root, BackupPath path, CancellationToken cancellationToken)
    {
        MergedDirectory? directory = root;
        MergedEntry? entry = null;
        foreach (var name in path.Names)
        {
            entry = directory is null ? null : await directory.FindAsync(name, cancellationToken);
            directory = entry?.Directory;
            if (entry is null)
                break;
        }
        return (directory, entry);
    }

    private static string Below(string folder, EntryName name) => folder == "/" ? $"/{name}" : $"{folder}/{name}";

    private static RefusalException Unknown(string word, string message) => new(RefusalKind.Unknown, word, message);
}
