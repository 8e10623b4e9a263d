using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Tests.Jobs;

/// <summary>Builds requests that name only what matters.</summary>
internal static class Requests
{
    public static CreateTaskCommand Backup(int subclient, BackupLevel level, JobOptions? job = null) =>
        Of(subclient, new SubtaskSpec { Backup = new BackupOptions { Level = level }, Job = job ?? new JobOptions() });

    public static CreateTaskCommand Restore(int subclient, RestoreOptions options) =>
        Of(subclient, new SubtaskSpec { Restore = options });

    public static CreateTaskCommand Of(int subclient, params SubtaskSpec[] subtasks) => new()
    {
        Caller = TestServer.Admin,
        Type = TaskType.Immediate,
        Associations = [new AssociationSpec { SubclientId = subclient }],
        Subtasks = subtasks,
        Request = "<TMMsg_CreateTaskReq/>"u8.ToArray(),
        RequestMediaType = "application/xml",
    };
}
