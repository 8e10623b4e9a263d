namespace Cairn.CommServe.Jobs;

/// <summary>A run that is under way in this process: its progress, and the way to stop it.</summary>
internal sealed class RunningJob(int id, CancellationToken serverStopping) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(serverStopping);

    public int Id { get; } = id;
    public JobProgress Progress { get; } = new();

    /// <summary>What of the progress is in the catalog; only <see cref="ProgressWriting"/> uses it.</summary>
    public ProgressFigures? Written { get; set; }

    public CancellationToken ServerStopping => serverStopping;

    public bool IsServerStopping => serverStopping.IsCancellationRequested;

    /// <summary>Cancelled when the run should stop: on request, or because the server stops.</summary>
    public CancellationToken Stopping => _stop.Token;

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
