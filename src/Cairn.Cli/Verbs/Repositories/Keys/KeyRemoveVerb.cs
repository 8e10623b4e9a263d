using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Sealing;

namespace Cairn.Cli.Verbs.Repositories.Keys;

/// <summary><c>cairn repo key remove</c></summary>
internal static class KeyRemoveVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var id = new Argument<string>("KEY") { Description = "The beginning of the key's id." };
        var json = CommonOption.Json();
        var command = new Command("remove", "Remove a password; the last one that may read stays.") { id, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var slot = await new KeySlots(repository).RemoveAsync(parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(new ChangedKey(slot.Id, null), CliJson.Default.ChangedKey);
            else
                await shell.Output.WriteLineAsync($"Removed key {slot.Id}.");
            return ExitCode.Done;
        });
        return command;
    }
}
