using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.Browse;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn versions</c>: the different states of one file that backups hold.</summary>
internal static class VersionsVerb
{
    public static Command Create(Shell shell)
    {
        var subclient = CommonOption.Subclient();
        var path = new Argument<string>("PATH") { Description = "The file." };
        var json = CommonOption.Json();
        var command = new Command("versions", "List the versions of a file; restore one with restore --job.") { subclient, path, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var browser = new BackupBrowser(api, SubclientPath.Parse(parsed.GetRequiredValue(subclient)));
            var items = await browser.ReadAsync(BrowseOperation.AllVersions, parsed.GetRequiredValue(path), cancellationToken);
            shell.Print(items, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }
}
