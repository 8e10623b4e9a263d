using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Cairn.CommServe.Jobs;

/// <summary>
/// The runs under way in this process. Which jobs run is the catalog's to say; this says how far they are and stops them.
/// </summary>
internal sealed class RunningJobs
{
    private readonly ConcurrentDictionary<int, RunningJob> _jobs = new();

    public IEnumerable<RunningJob> All => _jobs.Values;

    public void Add(RunningJob job) => _jobs.TryAdd(job.Id, job);

    public void Remove(RunningJob job) => _jobs.TryRemove(job.Id, out _);

    public bool TryGet(int id, [NotNullWhen(true)] out RunningJob? job) => _jobs.TryGetValue(id, out job);

    /// <summary>Stops the run of a job, if there is one. Its request must have been stored before.</summary>
    public void Stop(int id)
    {
        if (!_jobs.TryGetValue(id, out var job))
            return;
        try
        {
            job.Stop();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now: the request found nothing to stop.
        }
    }
}
