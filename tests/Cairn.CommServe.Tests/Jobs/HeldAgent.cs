using Cairn.DataAgents;
using Cairn.DataAgents.FileSystem;
using Cairn.Repository;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.CommServe.Tests.Jobs;

/// <summary>The real File System agent, which can be made to fail, or to stop and wait in the middle of its work.</summary>
internal sealed class HeldAgent : IDataAgent
{
    private readonly FileSystemAgent _agent = new(TimeProvider.System);
    private TaskCompletionSource _gate = new();
    private TaskCompletionSource _held = new();

    public HeldAgent() => _gate.SetResult();

    public int ApplicationId => _agent.ApplicationId;

    /// <summary>How many backups it was asked for.</summary>
    public int Backups { get; private set; }

    /// <summary>What the next backups die of.</summary>
    public Queue<Exception> Faults { get; } = [];

    /// <summary>What the next restores die of.</summary>
    public Queue<Exception> RestoreFaults { get; } = [];

    /// <summary>What the last restore was asked for.</summary>
    public RestoreRequest? LastRestore { get; private set; }

    /// <summary>Where set, makes what backups store, in place of reading files.</summary>
    public Func<WriteSession, Task<TreeRef>>? Tree { get; set; }

    /// <summary>Backups read everything and then wait before they return, until <see cref="Release"/>.</summary>
    public void Hold()
    {
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Completes when a backup waits.</summary>
    public Task Held => _held.Task;

    public void Release() => _gate.TrySetResult();

    public async Task<BackupOutcome> BackupAsync(
        BackupRequest request, WriteSession session, IProgressSink progress, CancellationToken cancellationToken)
    {
        Backups++;
        if (Faults.TryDequeue(out var fault))
            throw fault;
        if (Tree is not null)
            return new BackupOutcome(await Tree(session), new BackupCounts());
        var outcome = await _agent.BackupAsync(request, session, progress, cancellationToken);
        _held.TrySetResult();
        await _gate.Task.WaitAsync(cancellationToken);
        return outcome;
    }

    public Task<RestoreOutcome> RestoreAsync(
        RestoreRequest request, BackupRepository repository, IProgressSink progress, CancellationToken cancellationToken)
    {
        LastRestore = request;
        return RestoreFaults.TryDequeue(out var fault)
            ? Task.FromException<RestoreOutcome>(fault)
            : _agent.RestoreAsync(request, repository, progress, cancellationToken);
    }
}
