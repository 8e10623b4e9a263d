using Cairn.Repository.Sessions;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>
/// Makes what a long run has stored safe at intervals, and once more when it is stopped, so that the next attempt finds those chunks
/// instead of storing them again.
/// </summary>
internal sealed class Checkpoints(JobEngineOptions options, TimeProvider time)
{
    /// <summary>Runs <paramref name="work"/>, which writes to <paramref name="session"/>, with checkpoints beside it.</summary>
    public async Task<T> WhileAsync<T>(
        WriteSession session, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var checkpoints = TakeAsync(session, ended.Token);
        try
        {
            return await work(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ended.CancelAsync();
            await checkpoints;
            await session.CheckpointAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await checkpoints;
        }
    }

    private async Task TakeAsync(WriteSession session, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(options.CheckpointInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
                // A checkpoint that is cut short would make the session useless; it takes no long time to finish.
                await session.CheckpointAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run is over.
        }
    }
}
