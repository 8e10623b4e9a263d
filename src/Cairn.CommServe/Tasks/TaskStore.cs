using System.Collections.Concurrent;
using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>
/// Stores tasks durably, each wholly or not at all. One sync of the disk costs as much as everything else together, so those that wait
/// for one share the next (group commit, as databases do it); nobody is answered before it.
/// </summary>
internal sealed class TaskStore(IDbContextFactory<CatalogContext> catalogs) : IDisposable
{
    private const int MostTogether = 100;

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Stores what <paramref name="make"/> makes; it may be called again, when storing it together with others failed.</summary>
    /// <returns>What was stored, with its ids.</returns>
    public async Task<NewTask> StoreAsync(Func<NewTask> make)
    {
        var waiting = new Waiting(make);
        _waiting.Enqueue(waiting);
        await _writing.WaitAsync();
        try
        {
            while (!waiting.Stored.Task.IsCompleted)
                await StoreNextAsync();
        }
        finally
        {
            _writing.Release();
        }
        return await waiting.Stored.Task;
    }

    public void Dispose() => _writing.Dispose();

    private async Task StoreNextAsync()
    {
        var together = new List<Waiting>();
        while (together.Count < MostTogether && _waiting.TryDequeue(out var next))
            together.Add(next);
        if (together.Count > 1 && await TryStoreAsync(together))
            return;
        // One that can't be stored must not take the others with it.
        foreach (var alone in together)
            await StoreAloneAsync(alone);
    }

    private async Task<bool> TryStoreAsync(List<Waiting> together)
    {
        try
        {
            await StoreTogetherAsync(together);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private async Task StoreAloneAsync(Waiting alone)
    {
        try
        {
            await StoreTogetherAsync([alone]);
        }
        catch (Exception fault)
        {
            alone.Stored.SetException(fault);
        }
    }

    // Not cancelled with anybody's request: others are stored with it.
    private async Task StoreTogetherAsync(List<Waiting> together)
    {
        var tasks = together.ConvertAll(waiting => waiting.Make());
        await using var context = await catalogs.CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        context.Tasks.AddRange(tasks.Select(task => task.Task));
        context.Jobs.AddRange(tasks.SelectMany(task => task.Jobs));
        await context.SaveChangesAsync();
        foreach (var task in tasks)
            SetWhatNeedsIds(task);
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
        for (var index = 0; index < tasks.Count; index++)
            together[index].Stored.SetResult(tasks[index]);
    }

    private static void SetWhatNeedsIds(NewTask task)
    {
        foreach (var subtask in task.Task.Subtasks.Where(subtask => subtask.Name.Length == 0))
            subtask.Name = task.Task.Type is TaskType.Schedule ? $"Schedule {subtask.Id}" : $"{subtask.Operation}";
        for (var index = 0; index < task.Jobs.Count; index++)
            task.Jobs[index].RequiresJobId = task.Requires[index] is { } required ? task.Jobs[required].Id : null;
    }

    private sealed record Waiting(Func<NewTask> Make)
    {
        public TaskCompletionSource<NewTask> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
