using System.CommandLine;
using System.Net.Http.Headers;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Wire.Messages.Inventory;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn apply</c>: makes the server's inventory what a file says.</summary>
internal static class ApplyVerb
{
    public static Command Create(Shell shell)
    {
        var file = new Option<string>("--file", "-f")
        {
            Description = "The inventory, YAML or JSON; - is the standard input.",
            HelpName = "FILE",
            Required = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would change." };
        var json = CommonOption.Json();
        var command = new Command("apply", "Make the server's inventory what a file says.") { file, dryRun, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var document = await shell.ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
            var answer = await ApplyAsync(api, document, parsed.GetValue(dryRun), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(answer);
            else
                Print(shell, answer);
            return ExitCode.Done;
        });
        return command;
    }

    public static Task<ApplyResponse> ApplyAsync(ApiClient api, byte[] document, bool dryRun, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(document);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        return api.SendAsync<ApplyResponse>(HttpMethod.Post, dryRun ? "Apply?dryRun=true" : "Apply", content, cancellationToken);
    }

    private static void Print(Shell shell, ApplyResponse answer)
    {
        var changes = answer.Changes ?? [];
        foreach (var change in changes.Where(change => change.Action != "unchanged"))
            shell.Output.WriteLine($"{change.Action} {change.Entity} {change.Detail}".TrimEnd().AsText());
        var changed = changes.Count(change => change.Action != "unchanged");
        var verb = answer.DryRun == true ? "would change" : "changed";
        shell.Output.WriteLine($"{changed} {verb}, {changes.Count - changed} unchanged.");
    }
}
