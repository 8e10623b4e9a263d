using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Cli.Display;
using Cairn.Repository.Sealing;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo key</c>: the passwords that open a repository.</summary>
internal static class KeyVerb
{
    public static Command Create(Shell shell, RepositoryAccess access) => new("key", "List, add or remove passwords.")
    {
        List(shell, access),
        Add(shell, access),
        Remove(shell, access),
    };

    private static Command List(Shell shell, RepositoryAccess access)
    {
        var json = CommonOption.Json();
        var command = new Command("list", "List the passwords' ids, labels and ages.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var slots = await new KeySlots(repository).ListAsync(cancellationToken).ToArrayAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                shell.PrintJson(slots, CliJson.Default.KeySlotInfoArray);
                return ExitCode.Done;
            }

            var table = new TextTable("KEY", "LABEL", "MADE");
            foreach (var slot in slots)
                table.Add(slot.Id, slot.Label, Figures.Time(slot.Created.ToUnixTimeSeconds()));
            table.WriteTo(shell.Output);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Add(Shell shell, RepositoryAccess access)
    {
        var label = new Option<string>("--label")
        {
            Description = "What to call it.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        var newPassword = new Option<FileInfo?>("--new-password-file")
        {
            Description = "A file whose first line is the new password (default: $CAIRN_REPO_NEW_PASSWORD, else the terminal).",
            HelpName = "FILE",
        };
        var command = new Command("add", "Add a password.") { label, newPassword };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var password = await Password.FindAsync(
                shell, parsed.GetValue(newPassword), "CAIRN_REPO_NEW_PASSWORD", "New password: ", cancellationToken);
            var slot = await new KeySlots(repository).AddAsync(
                password, parsed.GetRequiredValue(label), new PassphraseCost(), writeOnly: false, cancellationToken);
            await shell.Output.WriteLineAsync($"Added key {slot.Id}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove(Shell shell, RepositoryAccess access)
    {
        var id = new Argument<string>("KEY") { Description = "The key's id." };
        var command = new Command("remove", "Remove a password; the last one stays.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            await new KeySlots(repository).RemoveAsync(parsed.GetRequiredValue(id), cancellationToken);
            await shell.Output.WriteLineAsync($"Removed key {parsed.GetRequiredValue(id)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
