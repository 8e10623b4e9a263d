using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.Entities;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn backup</c>: one backup of one subclient, now.</summary>
internal static class BackupVerb
{
    private static readonly Dictionary<string, BackupLevel> Levels = new()
    {
        ["full"] = BackupLevel.Full,
        ["incremental"] = BackupLevel.Incremental,
        ["differential"] = BackupLevel.Differential,
        ["synthetic-full"] = BackupLevel.SyntheticFull,
    };

    public static Command Create(Shell shell)
    {
        var subclient = CommonOption.Subclient();
        var level = new Option<string>("--level") { Description = "How much is read.", DefaultValueFactory = _ => "incremental" };
        level.AcceptOnlyFromAmong([.. Levels.Keys]);
        var wait = new Option<bool>("--wait") { Description = "Follow the job until it has ended." };
        var json = CommonOption.Json();
        var command = new Command("backup", "Back a subclient up.") { subclient, level, wait, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var request = Request(SubclientPath.Parse(parsed.GetRequiredValue(subclient)), Levels[parsed.GetRequiredValue(level)]);
            return await new TaskRun(api, shell, parsed.GetValue(wait), parsed.GetValue(json)).RunAsync(request, cancellationToken);
        });
        return command;
    }

    public static CreateTaskRequest Request(EntityReference subclient, BackupLevel level) => TaskRequest.Immediate(subclient, new SubTask
    {
        Header = new SubTaskHeader { SubTaskType = SubTaskType.Backup, OperationType = OperationType.Backup },
        Options = new SubTaskOptions { Backup = new BackupOptions { BackupLevel = level } },
    });
}
