using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Sessions;

/// <summary>
/// A session as others see it, from its first object to its last (docs/repository-format.md, "Sessions"): it shows that it lives,
/// and it ends by its snapshot, by a fence, or without either when it can't have put a snapshot.
/// </summary>
internal sealed class SessionLife : IAsyncDisposable
{
    /// <summary>A session that showed nothing new for some of these may be taken for dead.</summary>
    public static readonly TimeSpan BeatInterval = TimeSpan.FromMinutes(1);

    private readonly BackupRepository _repository;
    private readonly PeriodicTimer _pulse;
    private readonly List<long> _beats = [];
    private Task _beating = Task.CompletedTask;
    private volatile bool _isFenced;
    private bool _mayHaveCommitted;
    private bool _hasCommitted;
    private bool _hasEnded;

    private SessionLife(BackupRepository repository)
    {
        _repository = repository;
        _pulse = new PeriodicTimer(BeatInterval, repository.Time);
        Id = SnapshotId.New(repository.Random);
    }

    /// <summary>The session's id, and its snapshot's.</summary>
    public SnapshotId Id { get; }

    /// <summary>Before anything is read that the session will rely on.</summary>
    public static async Task<SessionLife> BeginAsync(BackupRepository repository, CancellationToken cancellationToken)
    {
        var life = new SessionLife(repository);
        try
        {
            var begin = new SessionBegin
            {
                Process = HostProcess.Current,
                Program = AppDomain.CurrentDomain.FriendlyName,
                Begun = repository.Time.GetUtcNow(),
            };
            var name = SessionObject.BeginOf(life.Id);
            var content = SessionObject.Encode(repository.Keys, name, begin, FormatJson.Default.SessionBegin);
            await repository.Store.PutOwnAsync(name, content, cancellationToken);
        }
        catch
        {
            await life.DisposeAsync();
            throw;
        }
        life._beating = life.BeatAsync();
        return life;
    }

    /// <exception cref="SessionFencedException">A fence was seen.</exception>
    public void ThrowIfFenced()
    {
        if (_isFenced)
            throw new SessionFencedException(Id);
    }

    /// <summary>Puts the snapshot, once. When it returns, nothing but forgetting can undo it.</summary>
    /// <exception cref="SessionFencedException">Somebody ended the session.</exception>
    public async Task CommitAsync(ReadOnlyMemory<byte> snapshot, CancellationToken cancellationToken)
    {
        _mayHaveCommitted = true;
        if (await _repository.Store.PutOrReadAsync(SnapshotObject.NameOf(Id), snapshot, cancellationToken) is { } other)
            throw SessionFence.FaultOf(_repository.Keys, Id, other);
        _hasCommitted = true;
        await ProtectAsync(snapshot);
    }

    /// <summary>
    /// Takes the session out of sight. If its snapshot may be there though nobody was told so, a fence decides first. Whatever
    /// the store fails at here, a collection makes up for.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        _pulse.Dispose();
        await _beating;
        try
        {
            if (_mayHaveCommitted && !_hasCommitted)
                await SessionFence.PutAsync(_repository, Id, CancellationToken.None);
            await SessionObject.DeleteAsync(_repository.Store, Id, _beats, CancellationToken.None);
        }
        catch (RepositoryException)
        {
            // The session looks alive for a while, then dead, and is cleared away.
        }
    }

    /// <summary>
    /// What is committed must not be called failed: without its parity the snapshot is whole, and a repair puts it.
    /// </summary>
    private async Task ProtectAsync(ReadOnlyMemory<byte> snapshot)
    {
        try
        {
            var name = SnapshotObject.NameOf(Id);
            await _repository.Parity.WriteAsync(name, snapshot, CancellationToken.None);
            // Forgotten already: parity alone would look like a snapshot that was lost. Without a fence it is lost, or who forgets
            // it is about to put one, and deletes the parity after that.
            if (await new SnapshotList(_repository).IsFencedAsync(Id, CancellationToken.None))
                await _repository.Store.DeleteAsync(ParityObjects.NameOf(name), CancellationToken.None);
        }
        catch (RepositoryException)
        {
            // A check counts it among the objects without parity.
        }
    }

    private async Task BeatAsync()
    {
        for (var beat = 1L; !_isFenced && await _pulse.WaitForNextTickAsync(CancellationToken.None); beat++)
            await BeatAsync(beat);
    }

    private async Task BeatAsync(long beat)
    {
        try
        {
            _beats.Add(beat);
            var name = SessionObject.BeatOf(Id, beat);
            var document = new SessionBeat { Time = _repository.Time.GetUtcNow() };
            var content = SessionObject.Encode(_repository.Keys, name, document, FormatJson.Default.SessionBeat);
            await _repository.Store.PutAsync(name, content, CancellationToken.None);
            while (_beats[0] < beat)
            {
                await _repository.Store.DeleteAsync(SessionObject.BeatOf(Id, _beats[0]), CancellationToken.None);
                _beats.RemoveAt(0);
            }
            // To learn of a fence now spares hours of work that couldn't be committed.
            var fence = await _repository.Store.FindAsync(SnapshotObject.NameOf(Id), CancellationToken.None);
            _isFenced = !_mayHaveCommitted && fence is not null && SessionFence.Is(_repository.Keys, Id, fence);
        }
        catch (RepositoryException)
        {
            // The next beat may succeed. If none does for long, others may take this session for dead, which is safe.
        }
    }
}
