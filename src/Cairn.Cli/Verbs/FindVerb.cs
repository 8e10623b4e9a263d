using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.Browse;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn find</c>: everything in a backup whose path matches a pattern.</summary>
internal static class FindVerb
{
    public static Command Create(Shell shell)
    {
        var subclient = CommonOption.Subclient();
        var pattern = new Argument<string>("PATTERN")
        {
            Description = "With * and ? within a name, ** for any depth: '*.txt' or '/home/**/*.txt'.",
        };
        var (at, job, json) = (CommonOption.At(), CommonOption.Job(), CommonOption.Json());
        var command = new Command("find", "Find files in a backup.") { subclient, pattern, at, job, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var wanted = parsed.GetRequiredValue(pattern);
            var path = wanted.StartsWith('/') ? wanted : "/**/" + wanted;
            var browser = new BackupBrowser(
                api, SubclientPath.Parse(parsed.GetRequiredValue(subclient)), parsed.GetValue(at), parsed.GetValue(job));
            shell.Print(await browser.ReadAsync(BrowseOperation.Find, path, cancellationToken), parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }
}
