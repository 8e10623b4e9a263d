using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Sealing;

namespace Cairn.Cli.Verbs.Repositories.Keys;

/// <summary><c>cairn repo key add</c></summary>
internal static class KeyAddVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var label = new Option<string>("--label")
        {
            Description = "What to call it.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var newPassword = KeyVerb.NewPasswordFile();
        var writeOnly = new Option<bool>("--write-only") { Description = "It may write backups, but not read or change what is there." };
        var json = CommonOption.Json();
        var command = new Command("add", "Add a password.") { label, newPassword, writeOnly, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var password = await KeyVerb.NewPasswordAsync(shell, parsed.GetValue(newPassword), cancellationToken);
            var slot = await new KeySlots(repository).AddAsync(
                password, parsed.GetRequiredValue(label), new PassphraseCost(), parsed.GetValue(writeOnly), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(slot, CliJson.Default.KeySlotInfo);
            else
                await shell.Output.WriteLineAsync($"Added key {slot.Id}{(slot.WriteOnly ? ", which may only write" : "")}.");
            return ExitCode.Done;
        });
        return command;
    }
}
