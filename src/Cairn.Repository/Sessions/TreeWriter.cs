using Cairn.Repository.Chunking;
using Cairn.Repository.Faults;
using Cairn.Repository.Fields;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

/// <summary>
/// Stores one directory, of any size: its entries come in strictly rising name order and leave memory as its pieces fill.
/// For one thread at a time.
/// </summary>
public sealed class TreeWriter
{
    private const int MaxEntry = ChunkerParameters.Limit / 2;

    private readonly WriteSession _session;
    private readonly FieldWriter _entry;
    private readonly List<TreePieceWriter> _levels;
    private EntryName? _last;

    internal TreeWriter(WriteSession session)
    {
        _session = session;
        _entry = session.FieldWriters.Take();
        _levels = [new TreePieceWriter(session, 0)];
    }

    /// <exception cref="ArgumentException">The name doesn't come after the one before, or the entry is impossible.</exception>
    /// <exception cref="RepositoryDamagedException">
    /// A content or subtree of an earlier snapshot names a chunk that is gone; see <see cref="WriteSession.Has(FileContent)"/>.
    /// </exception>
    public ValueTask AddAsync(Entry entry, CancellationToken cancellationToken)
    {
        if (_last is { } last && entry.Name <= last)
            throw new ArgumentException($"Entry '{entry.Name}' doesn't come after '{last}'.", nameof(entry));
        if (entry.Content is { } content && !_session.Has(content) || entry.Subtree is { } subtree && !_session.Has(subtree))
            throw new RepositoryDamagedException($"the content of '{entry.Name}'", null, "a chunk of it isn't in the repository");
        _entry.Clear();
        EntryCodec.Write(_entry, entry);
        if (_entry.Length > MaxEntry)
            throw new ArgumentException($"'{entry.Name}' takes {_entry.Length} bytes; {MaxEntry} are allowed.", nameof(entry));
        _last = entry.Name;
        return AddAsync(0, entry.Name, _entry.Written, cancellationToken);
    }

    /// <summary>Ends the directory. The writer can't be used again.</summary>
    public async ValueTask<TreeRef> FinishAsync(CancellationToken cancellationToken)
    {
        var tree = await StoreRestAsync(cancellationToken);
        _session.FieldWriters.GiveBack(_entry);
        foreach (var piece in _levels)
            piece.End();
        return tree;
    }

    private async ValueTask<TreeRef> StoreRestAsync(CancellationToken cancellationToken)
    {
        for (var level = 0; ; level++)
        {
            var piece = _levels[level];
            var isTop = level == _levels.Count - 1;
            if (isTop && level > 0 && piece.SingleBranch is { } only)
                return new TreeRef(only);
            if (piece.Count == 0 && !isTop)
                continue;
            var branch = await piece.StoreAsync(cancellationToken);
            if (isTop)
                return new TreeRef(branch.Chunk);
            await AddBranchAsync(level + 1, branch, cancellationToken);
        }
    }

    private async ValueTask AddAsync(int level, EntryName name, ReadOnlyMemory<byte> encoded, CancellationToken cancellationToken)
    {
        var piece = _levels[level];
        if (!piece.HasRoomFor(encoded.Length))
            await CloseAsync(level, cancellationToken);
        piece.Add(name, encoded.Span);
        if (piece.EndsAfter(name))
            await CloseAsync(level, cancellationToken);
    }

    private async ValueTask CloseAsync(int level, CancellationToken cancellationToken)
    {
        var branch = await _levels[level].StoreAsync(cancellationToken);
        if (level + 1 == _levels.Count)
            _levels.Add(new TreePieceWriter(_session, level + 1));
        await AddBranchAsync(level + 1, branch, cancellationToken);
    }

    private async ValueTask AddBranchAsync(int level, TreeBranch branch, CancellationToken cancellationToken)
    {
        using var encoded = new FieldWriter();
        TreeChunk.WriteBranch(encoded, branch);
        _levels[level].SingleBranch = _levels[level].Count == 0 && level == _levels.Count - 1 ? branch.Chunk : null;
        await AddAsync(level, branch.Last, encoded.Written, cancellationToken);
    }
}
