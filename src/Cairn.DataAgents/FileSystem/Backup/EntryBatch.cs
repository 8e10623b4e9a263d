using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Successive names of one directory, to be backed up by one worker after the other: queues and tasks cost more than many a small
/// file. The result is their entries in that order, without those that nothing comes of (they vanished or failed).
/// </summary>
internal sealed class EntryBatch(SourceDirectory directory)
    : TaskCompletionSource<IReadOnlyList<Entry>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private const int MaxJobs = 64;

    private readonly List<EntryJob> _jobs = [];
    private int _completed;

    public SourceDirectory Directory { get; } = directory;

    /// <summary>No more are added once the batch is in a queue.</summary>
    public IReadOnlyList<EntryJob> Jobs => _jobs;

    public bool IsFull => _jobs.Count == MaxJobs;

    public void Add(SourceName name, Entry? stored) => _jobs.Add(new EntryJob(this, name, stored));

    /// <summary>To be called once for each job, when its entry is set.</summary>
    public void CountCompleted()
    {
        if (Interlocked.Increment(ref _completed) == _jobs.Count)
            SetResult([.. _jobs.Select(job => job.Entry).OfType<Entry>()]);
    }
}
