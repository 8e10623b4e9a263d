using System.Text;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.CreateTask.Schedule;
using Cairn.Wire.Messages.Entities;

namespace Cairn.Wire.Tests;

/// <summary>Bodies that name only what a test is about.</summary>
internal static class Body
{
    public static WireResult<CreateTaskRequest> Decode(string body) => Decode<CreateTaskRequest>(body);

    public static WireResult<T> Decode<T>(string body)
        where T : class, new() => WireCodec.Decode<T>(Encoding.UTF8.GetBytes(body), contentType: null);

    public static WireException Refusal(string body) => Assert.Throws<WireException>(() => Decode(body));

    public static BackupOptions Backup(string members) =>
        SubTask($$"""{"options":{"backupOpts":{{members}} } }""").Options!.Backup!;

    public static CommonOptions Common(string members) =>
        SubTask($$"""{"options":{"commonOpts":{{members}} } }""").Options!.Common!;

    public static SchedulePattern Pattern(string members) => SubTask($$"""{"pattern":{{members}} }""").Pattern!;

    public static EntityReference Association(string members) =>
        Decode($$"""{"taskInfo":{"associations":[{{members}}]} }""").Message.TaskInfo!.Associations![0];

    private static SubTask SubTask(string members) =>
        Decode($$"""{"taskInfo":{"subTasks":[{{members}}]} }""").Message.TaskInfo!.SubTasks![0];
}
