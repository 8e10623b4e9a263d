using System.Runtime.CompilerServices;
using Cairn.Repository.Trees;

namespace Cairn.CommServe.Browsing;

/// <summary>One directory as several snapshots have it, the newest first: what the subclients of a backup set hold together.</summary>
internal sealed class MergedDirectory(IReadOnlyList<(FoundSnapshot Source, TreeRef Tree)> layers)
{
    public static MergedDirectory RootOf(IEnumerable<FoundSnapshot> snapshots) =>
        new([.. snapshots.OrderByDescending(found => found.BackedUpAt).Select(found => (found, found.Snapshot.Root))]);

    /// <summary>The entry of a name, null if no layer has it.</summary>
    public async Task<MergedEntry?> FindAsync(EntryName name, CancellationToken cancellationToken)
    {
        var found = new List<(FoundSnapshot, Entry)>();
        foreach (var (source, tree) in layers)
        {
            if (await new TreeReader(source.Repository).FindChildAsync(tree, name, cancellationToken) is { } entry)
                found.Add((source, entry));
        }
        return found.Count == 0 ? null : new MergedEntry(found);
    }

    /// <summary>All entries in the order of their names.</summary>
    public async IAsyncEnumerable<MergedEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursors = new List<Cursor>();
        try
        {
            foreach (var (source, tree) in layers)
            {
                var entries = new TreeReader(source.Repository).ReadAsync(tree, cancellationToken);
                var cursor = new Cursor(source, entries.GetAsyncEnumerator(cancellationToken));
                cursors.Add(cursor);
                await cursor.MoveNextAsync();
            }
            while (cursors.Any(cursor => !cursor.AtEnd))
            {
                var name = cursors.Where(cursor => !cursor.AtEnd).Min(cursor => cursor.Current.Name);
                var same = cursors.Where(cursor => !cursor.AtEnd && cursor.Current.Name == name).ToList();
                yield return new MergedEntry([.. same.Select(cursor => (cursor.Source, cursor.Current))]);
                foreach (var cursor in same)
                    await cursor.MoveNextAsync();
            }
        }
        finally
        {
            foreach (var cursor in cursors)
                await cursor.DisposeAsync();
        }
    }

    private sealed class Cursor(FoundSnapshot source, IAsyncEnumerator<Entry> entries) : IAsyncDisposable
    {
        public FoundSnapshot Source => source;
        public bool AtEnd { get; private set; }
        public Entry Current => entries.Current;

        public async ValueTask MoveNextAsync() => AtEnd = !await entries.MoveNextAsync();

        public ValueTask DisposeAsync() => entries.DisposeAsync();
    }
}
