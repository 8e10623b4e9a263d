using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Sealing;

namespace Cairn.Cli.Verbs.Repositories.Keys;

/// <summary><c>cairn repo key change</c>: another password in the place of one.</summary>
internal static class KeyChangeVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var id = new Argument<string?>("KEY")
        {
            Description = "The beginning of the key's id; the one that is in use when none is given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var newPassword = KeyVerb.NewPasswordFile();
        var json = CommonOption.Json();
        var command = new Command("change", "Put another password in the place of one.") { id, newPassword, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var old = parsed.GetValue(id) ?? repository.KeySlotId
                ?? throw new UsageException("Which key? Name one: cairn repo key list shows them.");
            var slots = new KeySlots(repository);
            var found = await slots.FindAsync(old, cancellationToken);
            var password = await KeyVerb.NewPasswordAsync(shell, parsed.GetValue(newPassword), cancellationToken);
            var slot = await slots.ChangeAsync(found.Id, password, new PassphraseCost(), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(new ChangedKey(found.Id, slot), CliJson.Default.ChangedKey);
            else
                await shell.Output.WriteLineAsync($"Key {found.Id} is key {slot.Id} now; its old password opens nothing any more.");
            return ExitCode.Done;
        });
        return command;
    }
}
