using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.DataAgents;
using Cairn.DataAgents.FileSystem;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo restore</c>: files of a snapshot below a folder.</summary>
internal static class RestoreVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var snapshot = new Argument<string>("SNAPSHOT") { Description = "The beginning of an id, or latest." }.WithoutOptions();
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files and folders; all when none is given.",
            Arity = ArgumentArity.ZeroOrMore,
        }.WithoutOptions();
        var target = new Option<string>("--target")
        {
            Description = "The folder to restore to; nothing outside of it is touched.",
            HelpName = "DIR",
            Required = true,
        };
        var keep = new Option<bool>("--keep-existing") { Description = "Leave files that are there as they are." };
        var json = CommonOption.Json();
        var command = new Command("restore", "Bring files back: /etc/hosts goes to DIR/etc/hosts.") { snapshot, paths, target, keep, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var found = await RepositoryAccess.SnapshotAsync(repository, parsed.GetRequiredValue(snapshot), cancellationToken);
            var request = new RestoreRequest
            {
                Root = found.Root,
                Paths = parsed.GetValue(paths) ?? [],
                Target = Path.GetFullPath(parsed.GetRequiredValue(target)),
                Layout = RestoreLayout.FullPath,
                Overwrite = !parsed.GetValue(keep),
            };
            var outcome = await ProgressDisplay.RunAsync(shell, parsed.GetValue(json), show => new FileSystemAgent(TimeProvider.System)
                .RestoreAsync(request, repository, new AgentProgress(shell, show), cancellationToken));
            if (parsed.GetValue(json))
                shell.PrintJson(outcome, CliJson.Default.RestoreOutcome);
            else
                shell.Print(outcome, request.Target);
            return outcome.Failed == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
