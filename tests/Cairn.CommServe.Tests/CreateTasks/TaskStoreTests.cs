using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;
using Cairn.CommServe.Tests.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tests.CreateTasks;

/// <summary>Tasks that are stored together.</summary>
public sealed class TaskStoreTests : IAsyncLifetime
{
    private const int Nobody = 4711;

    private CommServeInstance _server = null!;

    public async ValueTask InitializeAsync() => _server = await CommServeInstance.StartedAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task One_that_can_not_be_stored_does_not_take_the_others_with_it()
    {
        var store = _server.Get<TaskStore>();
        var storing = Enumerable.Range(0, 300).Select(number => (number, Task.Run(() => store.StoreAsync(() => TaskOf(number % 50 == 7 ? Nobody : 1, number)))))
            .ToList();

        foreach (var (number, stored) in storing)
        {
            if (number % 50 == 7)
                await Assert.ThrowsAsync<DbUpdateException>(() => stored);
            else
                Assert.Equal(number, (await stored).Task.SequenceNumber);
        }
        await using var catalog = _server.OpenCatalog();
        var found = await catalog.Tasks.Select(task => task.SequenceNumber!.Value).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 300).Where(number => number % 50 != 7), found.Order());
    }

    [Fact]
    public async Task Subtasks_without_a_name_are_named_after_their_own_ids()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => _server.Get<TaskStore>().StoreAsync(() => TaskOf(1, number))));

        Assert.All(stored, task => Assert.Equal($"Schedule {task.Task.Subtasks[0].Id}", task.Task.Subtasks[0].Name));
        Assert.Equal(20, stored.Select(task => task.Task.Subtasks[0].Id).Distinct().Count());
    }

    private static NewTask TaskOf(int owner, int number)
    {
        var task = new TaskRecord { Type = TaskType.Schedule, OwnerId = owner, SequenceNumber = number, Request = [], RequestMediaType = "" };
        task.Subtasks.Add(new Subtask { Name = "", Operation = OperationType.Backup, Options = "{}" });
        return new NewTask(task, [], []);
    }
}
