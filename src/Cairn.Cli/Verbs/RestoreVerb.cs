using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Restore;
using Cairn.Wire.Messages.Entities;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn restore</c>: brings files of a subclient back, where they were or elsewhere.</summary>
internal static class RestoreVerb
{
    public static Command Create(Shell shell)
    {
        var subclient = CommonOption.Subclient();
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files and folders; all when none is given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var to = new Option<string?>("--to") { Description = "The folder to restore to, on the client.", HelpName = "DIR" };
        var inPlace = new Option<bool>("--in-place") { Description = "Restore to where the files came from." };
        var keep = new Option<bool>("--keep-existing") { Description = "Leave files that are there as they are." };
        var noWait = new Option<bool>("--no-wait") { Description = "Don't follow the job." };
        var (at, job, json) = (CommonOption.At(), CommonOption.Job(), CommonOption.Json());
        var command = new Command("restore", "Bring files back.") { subclient, paths, to, inPlace, at, job, keep, noWait, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(to) is null == !result.GetValue(inPlace))
                result.AddError("Give either --to DIR or --in-place");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var entity = SubclientPath.Parse(parsed.GetRequiredValue(subclient));
            var target = parsed.GetValue(to);
            var request = Request(entity, parsed.GetValue(paths) ?? [], new RestoreOptions
            {
                BrowseOption = Browse(parsed.GetValue(at), parsed.GetValue(job)),
                Destination = Destination(entity, target is null ? null : Path.GetFullPath(target)),
                Common = new RestoreCommonOptions { UnconditionalOverwrite = !parsed.GetValue(keep) },
            });
            return await new TaskRun(api, shell, !parsed.GetValue(noWait), parsed.GetValue(json)).RunAsync(request, cancellationToken);
        });
        return command;
    }

    public static CreateTaskRequest Request(EntityReference subclient, IReadOnlyList<string> paths, RestoreOptions options) =>
        TaskRequest.Immediate(subclient, new SubTask
        {
            Header = new SubTaskHeader { SubTaskType = SubTaskType.Restore, OperationType = OperationType.Restore },
            Options = new SubTaskOptions { Restore = options with { FileOption = new FileOption { SourceItem = paths } } },
        });

    /// <param name="entity">Whose client it goes to.</param>
    /// <param name="target">The folder there; null is in place.</param>
    public static RestoreDestination Destination(EntityReference entity, string? target) => new()
    {
        InPlace = target is null,
        DestClient = new EntityReference { ClientName = entity.ClientName },
        DestPath = target is null ? null : [target],
    };

    private static BrowseOption Browse(DateTimeOffset? at, int? job) => new()
    {
        BrowseJobId = job,
        TimeRange = at is { } time ? new RestoreTimeRange { ToTimeValue = WireDate.FromUnixSeconds(time.ToUnixTimeSeconds()) } : null,
    };
}
