using System.Runtime.CompilerServices;
using Cairn.CommServe.Accounts;

namespace Cairn.CommServe.Jobs;

/// <summary>
/// Lets people follow jobs: it gives a job whenever something about it has changed. State is told at once, figures at most once a
/// second, and nothing more often than a person could read.
/// </summary>
public sealed class JobWatch
{
    private static readonly TimeSpan BetweenFigures = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly JobQueries _jobs;
    private readonly JobChanges _changes;
    private readonly TimeProvider _time;

    internal JobWatch(JobQueries jobs, JobChanges changes, TimeProvider time) => (_jobs, _changes, _time) = (jobs, changes, time);

    /// <summary>The job as it is, then each time it differs, last when it has ended. Nothing if the caller sees no such job.</summary>
    public async IAsyncEnumerable<JobView> WatchAsync(
        int id, Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Glance? shown = null;
        while (true)
        {
            var changed = _changes.Next;
            if (await _jobs.FindAsync(id, caller, cancellationToken) is not { } job)
                yield break;
            if (Glance.Of(job) is var now && now != shown)
                yield return job;
            shown = now;
            if (job.State.IsFinal())
                yield break;
            await PauseAsync(changed, job.State.IsUnderWay(), cancellationToken);
        }
    }

    /// <summary>
    /// Each job that the caller sees and that has not ended, then each time one of them or a new one differs, also when it has ended.
    /// It never ends by itself.
    /// </summary>
    public async IAsyncEnumerable<JobView> WatchAllAsync(Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = await _jobs.ListAsync(new JobFilter { Take = 1 }, caller, cancellationToken);
        var last = newest.Jobs is [var job] ? job.Id : 0;
        var shown = new Dictionary<int, Glance>();
        while (true)
        {
            var changed = _changes.Next;
            var now = await LookAsync(shown.Keys, last, caller, cancellationToken);
            foreach (var view in now)
            {
                last = Math.Max(last, view.Id);
                if (Glance.Of(view) is var glance && shown.GetValueOrDefault(view.Id) != glance)
                    yield return view;
                if (view.State.IsFinal())
                    shown.Remove(view.Id);
                else
                    shown[view.Id] = glance;
            }
            await PauseAsync(changed, now.Any(view => view.State.IsUnderWay()), cancellationToken);
        }
    }

    /// <summary>Those that have not ended, those that are newer than <paramref name="last"/>, and those that were shown, oldest first.</summary>
    private async Task<List<JobView>> LookAsync(IEnumerable<int> shown, int last, Caller caller, CancellationToken cancellationToken)
    {
        var filter = new JobFilter { OldestFirst = true, Take = JobFilter.MaximumTake };
        var active = await _jobs.ListAsync(filter with { Category = JobCategory.Active }, caller, cancellationToken);
        var recent = await _jobs.ListAsync(filter with { AfterId = last }, caller, cancellationToken);
        var views = active.Jobs.Concat(recent.Jobs).DistinctBy(view => view.Id).ToList();
        foreach (var id in shown.Except(views.Select(view => view.Id)).ToList())
            if (await _jobs.FindAsync(id, caller, cancellationToken) is { } ended)
                views.Add(ended);
        return [.. views.OrderBy(view => view.Id)];
    }

    private async Task PauseAsync(Task changed, bool hasFigures, CancellationToken cancellationToken)
    {
        await Task.Delay(BetweenLooks, _time, cancellationToken);
        if (!hasFigures)
        {
            await changed.WaitAsync(cancellationToken);
            return;
        }
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(BetweenFigures - BetweenLooks, _time, awake.Token));
        await awake.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>What a watcher would see change.</summary>
    private sealed record Glance(
        JobState State, string Phase, string? Reason, int Priority, int Percent, long Files, long FilesFailed, long Bytes, long BytesStored,
        string? CurrentItem)
    {
        public static Glance Of(JobView job) => new(
            job.State, job.Phase, job.Reason, job.Priority, job.Percent, job.Files, job.FilesFailed, job.Bytes, job.BytesStored, job.CurrentItem);
    }
}
