using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.Entities;

namespace Cairn.Cli.Api;

/// <summary>The frame that every task of this program has.</summary>
internal static class TaskRequest
{
    public static CreateTaskRequest Immediate(EntityReference entity, SubTask subTask) => new()
    {
        TaskInfo = new TaskInfo
        {
            Associations = [entity],
            Task = new TaskHeader
            {
                TaskType = TaskType.Immediate,
                PolicyType = PolicyType.DataProtection,
                InitiatedFrom = InitiatedFrom.CommandLine,
            },
            SubTasks = [subTask],
        },
    };
}
