using System.Runtime.ExceptionServices;

namespace Cairn.DataAgents.FileSystem;

/// <summary>Ends a run of several threads when one of them can't go on: stops the others and keeps the first exception for the caller.</summary>
internal sealed class Abort(CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private ExceptionDispatchInfo? _first;

    public CancellationToken Token => _stop.Token;

    public void Report(Exception exception)
    {
        if (exception is not OperationCanceledException)
            Interlocked.CompareExchange(ref _first, ExceptionDispatchInfo.Capture(exception), null);
        _stop.Cancel();
    }

    /// <summary>Runs a part of the work; if it fails, so does the run, and it's <see cref="ThrowIfReported"/> that says so.</summary>
    public async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    public void ThrowIfReported()
    {
        _first?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        Token.ThrowIfCancellationRequested();
    }

    public void Dispose() => _stop.Dispose();
}
