using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.Browse;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn browse</c>: what is in a folder of a backup.</summary>
internal static class BrowseVerb
{
    public static Command Create(Shell shell)
    {
        var subclient = CommonOption.Subclient();
        var path = new Argument<string>("PATH")
        {
            Description = "A folder or file of the backup.",
            DefaultValueFactory = _ => "/",
        };
        var (at, job, json) = (CommonOption.At(), CommonOption.Job(), CommonOption.Json());
        var command = new Command("browse", "List what is in a folder of a backup.") { subclient, path, at, job, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var browser = new BackupBrowser(
                api, SubclientPath.Parse(parsed.GetRequiredValue(subclient)), parsed.GetValue(at), parsed.GetValue(job));
            var items = await browser.ReadAsync(BrowseOperation.Browse, parsed.GetRequiredValue(path), cancellationToken);
            shell.Print(items, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }
}
