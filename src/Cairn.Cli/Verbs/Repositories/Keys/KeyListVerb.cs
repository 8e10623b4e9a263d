using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Sealing;

namespace Cairn.Cli.Verbs.Repositories.Keys;

/// <summary><c>cairn repo key list</c></summary>
internal static class KeyListVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var json = CommonOption.Json();
        var command = new Command("list", "List the passwords' ids, rights, ages and labels.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var slots = await new KeySlots(repository).ListAsync(cancellationToken)
                .OrderBy(slot => (slot.Created, slot.Id))
                .ToArrayAsync(cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(slots, CliJson.Default.KeySlotInfoArray);
            else
                Table(slots, repository.KeySlotId).WriteTo(shell.Output);
            return ExitCode.Done;
        });
        return command;
    }

    private static TextTable Table(KeySlotInfo[] slots, string? current)
    {
        var table = new TextTable("KEY", "MAY", "MADE", "LABEL");
        foreach (var slot in slots)
        {
            table.Add(
                slot.Id,
                slot.Problem is { } problem ? $"nothing: {problem}" : slot.WriteOnly ? "write" : "all",
                Figures.Time(slot.Problem is null ? slot.Created.ToUnixTimeSeconds() : null),
                slot.Label + (slot.Id == current ? " (in use)" : ""));
        }

        return table;
    }
}
