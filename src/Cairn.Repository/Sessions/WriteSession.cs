using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

/// <summary>
/// Writes one snapshot. Several content and tree writers may work at once. Nothing is visible before <see cref="CommitAsync"/>
/// returns; disposing a session that didn't commit leaves the repository as it was, but for packs that nothing refers to. Once
/// storing has failed the session is of no more use: every later call throws the first failure again.
/// </summary>
public sealed class WriteSession : IAsyncDisposable
{
    private readonly ChunkWorkers _workers;
    private readonly SemaphoreSlim _checkpointing = new(1);
    private readonly ConcurrentQueue<PackedRecords> _durable = [];
    private readonly OpenPacks _dataPacks;
    private readonly OpenPacks _metadataPacks;

    /// <summary>Chunks that this session stores: the first to add an id stores it, the others rely on it.</summary>
    private readonly ChunkTable _own = new();
    private ExceptionDispatchInfo? _failure;
    private bool _ended;
    private bool _disposed;

    private WriteSession(BackupRepository repository)
    {
        Repository = repository;
        _workers = new ChunkWorkers(repository.Config.CompressionLevel);
        var workers = Math.Clamp(Environment.ProcessorCount, 2, 8);
        _dataPacks = new OpenPacks(repository, PackContent.Data, workers, _durable.Enqueue);
        _metadataPacks = new OpenPacks(repository, PackContent.Metadata, 2, _durable.Enqueue);
    }

    public BackupRepository Repository { get; }

    public WriteCounters Counters { get; } = new();

    internal FieldWriters FieldWriters { get; } = new();

    /// <summary>Reads what other sessions have stored since, then begins.</summary>
    public static async Task<WriteSession> BeginAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        await repository.Index.RefreshAsync(null, cancellationToken);
        return new WriteSession(repository);
    }

    /// <summary>
    /// Whether the chunks that a content of an earlier snapshot names (for long files: its lists) are in the index. If not, the
    /// file must be read again.
    /// </summary>
    public bool Has(FileContent content)
    {
        foreach (var part in content.Parts)
            if (!part.IsHole && !Knows(part.Chunk))
                return false;
        return true;
    }

    /// <summary>
    /// As <see cref="Has(FileContent)"/>, but for long files the chunks that their lists name as well: a lost pack may have held
    /// some of those.
    /// </summary>
    public async ValueTask<bool> HasAllAsync(FileContent content, CancellationToken cancellationToken)
    {
        if (!Has(content) || content.Depth == 0)
            return Has(content);
        try
        {
            return await new ContentReader(Repository).IsKnownAsync(content, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }

    /// <summary>Whether a directory of an earlier snapshot is in the index (its own chunk, not all that it names).</summary>
    public bool Has(TreeRef tree) => Knows(tree.Id);

    /// <summary>For one worker at a time, and any number of files one after the other.</summary>
    /// <param name="parallel">
    /// How many chunks of a file are stored at once, by the thread pool if more than 1. 1: by the caller, in order.
    /// </param>
    public ContentWriter OpenContentWriter(int parallel = 1) => new(this, parallel);

    /// <summary>For one directory.</summary>
    public TreeWriter OpenTreeWriter() => new(this);

    /// <summary>
    /// Makes what was stored before the call durable, and known to later sessions, so that a session that dies afterwards needn't
    /// store it again.
    /// </summary>
    public async Task CheckpointAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnusable();
        await _checkpointing.WaitAsync(cancellationToken);
        try
        {
            await _dataPacks.FlushAsync(cancellationToken);
            await _metadataPacks.FlushAsync(cancellationToken);
            var packs = new List<PackedRecords>();
            while (_durable.TryDequeue(out var pack))
                packs.Add(pack);
            await Repository.Index.AddAsync(packs, cancellationToken);
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        finally
        {
            _checkpointing.Release();
        }
    }

    /// <summary>
    /// Packs, then index, then snapshot: when it returns, the snapshot is complete and survives a power cut. All writers must
    /// have finished.
    /// </summary>
    /// <exception cref="ArgumentException">The root isn't a directory that this repository has.</exception>
    public async Task<Snapshot> CommitAsync(SnapshotDescription description, TreeRef root, CancellationToken cancellationToken)
    {
        if (!Has(root))
            throw new ArgumentException($"The root {root.Id} is no directory of this repository.", nameof(root));
        await CheckpointAsync(cancellationToken);
        var snapshot = new Snapshot(SnapshotId.New(Repository.Random), root, description with { Finished = Repository.Time.GetUtcNow() });
        await SnapshotObject.PutAsync(Repository, snapshot, cancellationToken);
        _ended = true;
        return snapshot;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        _ended = true;
        // Who is in the middle of a checkpoint must leave before its packs go.
        await _checkpointing.WaitAsync();
        await _dataPacks.DisposeAsync();
        await _metadataPacks.DisposeAsync();
        _workers.Dispose();
    }

    /// <summary>
    /// Stores a chunk unless the repository has it. On return it will be durable when the session's next checkpoint is.
    /// </summary>
    internal async ValueTask<ChunkId> StoreAsync(ChunkKind kind, ReadOnlyMemory<byte> plain, CancellationToken cancellationToken)
    {
        ThrowIfUnusable();
        var id = Repository.Keys.Identify(kind, plain.Span);
        if (Repository.Index.Contains(id) || !_own.TryAdd(id, default))
        {
            Counters.CountKnown();
            return id;
        }
        // From here on others rely on this chunk: whatever stops it must stop the session.
        var worker = _workers.Take(plain.Length);
        try
        {
            var payload = worker.Compress(plain, out var encoding);
            var packs = kind == ChunkKind.Data ? _dataPacks : _metadataPacks;
            await packs.AppendAsync(kind, id, encoding, plain.Length, payload, cancellationToken);
            Counters.CountNew(plain.Length, RecordHeader.Size + payload.Length + Seal.TagSize);
            return id;
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        finally
        {
            _workers.GiveBack(worker, plain.Length);
        }
    }

    private bool Knows(in ChunkId id) => Repository.Index.Contains(id) || _own.Contains(id);

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _failure?.Throw();
    }

    private Exception Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        _failure.Throw();
        return failure;
    }
}
