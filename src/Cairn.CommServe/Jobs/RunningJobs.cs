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

    /// <summary>Takes the place of an earlier run of the job, which has stored its end but is not quite gone.</summary>
    public void Add(RunningJob job) => _jobs[job.Id] = job;

    /// <summary>Removes this run; a later one of the same job stays.</summary>
    public void Remove(RunningJob job) => _jobs.TryRemove(KeyValuePair.Create(job.Id, job));

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
