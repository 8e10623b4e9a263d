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
/// storing has failed the session is of no more use: every later call throws the first failure again. What a session relies on
/// isn't collected while it lives; one that seems dead may be ended from outside (<see cref="SessionFencedException"/>).
/// </summary>
public sealed class WriteSession : IAsyncDisposable
{
    private readonly SemaphoreSlim _checkpointing = new(1);
    private readonly OpenPacks _dataPacks;
    private readonly OpenPacks _metadataPacks;
    private readonly ChunkWorkers _dataWorkers;
    private readonly ChunkWorkers _metadataWorkers;

    /// <summary>Chunks that this session stores: the first to add an id stores it, the others rely on it.</summary>
    private readonly OwnChunks _own;
    private readonly SessionLife _life;
    private readonly SessionView _view;
    private readonly PresenceWalk _presence;
    private ExceptionDispatchInfo? _failure;
    private bool _ended;
    private bool _disposed;

    private WriteSession(BackupRepository repository, SessionLife life, SessionView view)
    {
        (Repository, _life, _view) = (repository, life, view);
        _presence = new PresenceWalk(repository, id => Knows(id));
        _own = new OwnChunks(repository.Index);
        _dataPacks = new OpenPacks(repository, PackContent.Data, Math.Clamp(Environment.ProcessorCount, 2, 8), _own.AddDurable);
        _metadataPacks = new OpenPacks(repository, PackContent.Metadata, 1, _own.AddDurable);
        // Two more than can compress at once: they may be waiting for a pack.
        _dataWorkers = new ChunkWorkers(repository.Config, Environment.ProcessorCount + 2);
        _metadataWorkers = new ChunkWorkers(repository.Config, Environment.ProcessorCount + 2);
    }

    public BackupRepository Repository { get; }

    /// <summary>The id that its snapshot will have.</summary>
    public SnapshotId Id => _life.Id;

    public WriteCounters Counters { get; } = new();

    internal FieldWriters FieldWriters { get; } = new();

    /// <summary>Shows itself to collections, then reads what may be relied on.</summary>
    public static async Task<WriteSession> BeginAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        var life = await SessionLife.BeginAsync(repository, cancellationToken);
        try
        {
            return new WriteSession(repository, life, await SessionView.ReadAsync(repository, cancellationToken));
        }
        catch
        {
            await life.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Whether the chunks that a content of an earlier snapshot names (for long files: its lists) may be relied on. If not, the
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
    /// some of those, or a collection condemned them.
    /// </summary>
    public async ValueTask<bool> HasAllAsync(FileContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await _presence.HasAllAsync(content, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }

    /// <summary>Whether a directory's own chunk may be relied on (not all that it names).</summary>
    public bool Has(TreeRef tree) => Knows(tree.Id);

    /// <summary>
    /// As <see cref="Has(TreeRef)"/>, but all chunks that a large directory consists of; still not what its entries name.
    /// </summary>
    public async ValueTask<bool> HasAllAsync(TreeRef tree, CancellationToken cancellationToken)
    {
        try
        {
            return await _presence.HasDirectoryAsync(tree.Id, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }

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
            await _own.IndexAsync(cancellationToken);
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
    /// <exception cref="SessionFencedException">The session was ended from outside.</exception>
    public async Task<Snapshot> CommitAsync(SnapshotDescription description, TreeRef root, CancellationToken cancellationToken)
    {
        if (!Has(root))
            throw new ArgumentException($"The root {root.Id} is no directory of this repository.", nameof(root));
        await CheckpointAsync(cancellationToken);
        var snapshot = new Snapshot(Id, root, description with { Finished = Repository.Time.GetUtcNow() });
        var content = SnapshotObject.Encode(Repository.Keys, snapshot);
        try
        {
            await _life.CommitAsync(content, cancellationToken);
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        _ended = true;
        await _life.DisposeAsync();
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
        _dataWorkers.Dispose();
        _metadataWorkers.Dispose();
        await _life.DisposeAsync();
    }

    /// <summary>
    /// Stores a chunk unless the repository has it. On return it will be durable when the session's next checkpoint is.
    /// </summary>
    internal async ValueTask<ChunkId> StoreAsync(ChunkKind kind, ReadOnlyMemory<byte> plain, CancellationToken cancellationToken)
    {
        ThrowIfUnusable();
        var id = Repository.Keys.Identify(kind, plain.Span);
        if (_view.Contains(id) || !_own.TryAdd(id))
        {
            Counters.CountKnown();
            return id;
        }
        // From here on others rely on this chunk: whatever stops it must stop the session.
        try
        {
            var size = kind == ChunkKind.Data
                ? await PackAsync(_dataWorkers, _dataPacks, kind, id, plain, cancellationToken)
                : await PackAsync(_metadataWorkers, _metadataPacks, kind, id, plain, cancellationToken);
            Counters.CountNew(plain.Length, size);
            if (_own.IsFull)
                await _own.IndexAsync(cancellationToken);
            return id;
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    /// <summary>Answers the bytes that the chunk takes in its pack.</summary>
    private static async ValueTask<int> PackAsync(
        ChunkWorkers workers,
        OpenPacks packs,
        ChunkKind kind,
        ChunkId id,
        ReadOnlyMemory<byte> plain,
        CancellationToken cancellationToken)
    {
        var worker = await workers.TakeAsync(plain.Length, cancellationToken);
        try
        {
            var payload = worker.Compress(plain, out var encoding);
            await packs.AppendAsync(kind, id, encoding, plain.Length, payload, cancellationToken);
            return RecordHeader.Size + payload.Length + Seal.TagSize;
        }
        finally
        {
            workers.GiveBack(worker, plain.Length);
        }
    }

    private bool Knows(in ChunkId id) => _view.Contains(id) || _own.Contains(id);

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _failure?.Throw();
        _life.ThrowIfFenced();
    }

    private Exception Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        _failure.Throw();
        return failure;
    }
}
