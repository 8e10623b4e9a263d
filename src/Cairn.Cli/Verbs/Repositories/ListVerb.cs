using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using Cairn.Cli.Display;
using Cairn.CommServe.Browsing;
using Cairn.Repository.Trees;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo ls</c>: what is in a snapshot.</summary>
internal static class ListVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var snapshot = new Argument<string>("SNAPSHOT") { Description = "The beginning of an id, or latest." }.WithoutOptions();
        var path = new Argument<string>("PATH") { Description = "A folder or file.", DefaultValueFactory = _ => "/" }.WithoutOptions();
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Go into folders." };
        var json = CommonOption.Json();
        var command = new Command("ls", "List what is in a snapshot.") { snapshot, path, recursive, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var found = await RepositoryAccess.SnapshotAsync(repository, parsed.GetRequiredValue(snapshot), cancellationToken);
            var where = BackupPath.Parse(parsed.GetRequiredValue(path));
            var entries = ReadAsync(new TreeReader(repository), found.Root, where, parsed.GetValue(recursive), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(await entries.Select(EntryLine.Of).ToArrayAsync(cancellationToken), CliJson.Default.EntryLineArray);
            else
                await PrintAsync(shell, entries);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task PrintAsync(Shell shell, IAsyncEnumerable<(string Path, Entry Entry)> entries)
    {
        await foreach (var (path, entry) in entries)
        {
            var modified = Figures.Time(entry.Modified.Seconds);
            var target = entry.LinkTarget is { Length: > 0 } link ? " -> " + Encoding.UTF8.GetString(link.Span) : "";
            var owner = $"{entry.UserName ?? $"{entry.UserId}",-8} {entry.GroupName ?? $"{entry.GroupId}",-8}";
            await shell.Output.WriteLineAsync(
                $"{ModeText.Of(entry)} {owner.AsText()} {entry.Size,12} {modified} {path.AsText()}{target.AsText()}");
        }
    }

    private static async IAsyncEnumerable<(string Path, Entry Entry)> ReadAsync(
        TreeReader reader,
        TreeRef root,
        BackupPath path,
        bool recursive,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tree = root;
        if (path.Names.Count > 0)
        {
            var entry = await reader.FindAsync(root, path.Names, cancellationToken)
                ?? throw new FailureException($"The snapshot has no {path}.");
            if (entry.Subtree is not { } subtree)
            {
                yield return (path.ToString(), entry);
                yield break;
            }

            tree = subtree;
        }

        await foreach (var found in WalkAsync(reader, tree, path.ToString().TrimEnd('/'), recursive, cancellationToken))
            yield return found;
    }

    private static async IAsyncEnumerable<(string Path, Entry Entry)> WalkAsync(
        TreeReader reader,
        TreeRef tree,
        string folder,
        bool recursive,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in reader.ReadAsync(tree, cancellationToken))
        {
            var path = $"{folder}/{entry.Name}";
            yield return (path, entry);
            if (!recursive || entry.Subtree is not { } below)
                continue;
            await foreach (var deeper in WalkAsync(reader, below, path, recursive, cancellationToken))
                yield return deeper;
        }
    }
}
