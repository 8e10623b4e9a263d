namespace Cairn.CommServe.Jobs;

/// <summary>
/// Tells waiters in this process that some job has changed. A waiter takes <see cref="Next"/> first, reads the catalog, and then
/// awaits what it took: so no change between the two is lost.
/// </summary>
internal sealed class JobChanges
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Announce() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
