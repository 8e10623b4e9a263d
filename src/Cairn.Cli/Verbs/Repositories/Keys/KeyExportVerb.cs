using System.CommandLine;
using System.Text;
using Cairn.Cli.Display;
using Cairn.Repository.Sealing;

namespace Cairn.Cli.Verbs.Repositories.Keys;

/// <summary><c>cairn repo key export</c>: the keys as text to print, or to give to a host that only writes.</summary>
internal static class KeyExportVerb
{
    private const string StandardOutput = "-";

    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var file = new Argument<string>("FILE") { Description = "A file that isn't there yet; - prints it." };
        var writeOnly = new Option<bool>("--write-only") { Description = "It may write backups, but not read or change what is there." };
        var json = CommonOption.Json();
        var command = new Command("export", "Make a key file, which opens the repository without a password.") { file, writeOnly, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(file);
            if (name == StandardOutput && parsed.GetValue(json))
                throw new UsageException("The key can't be printed beside JSON: name a file, or leave --json out.");
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var key = KeyFile.Of(repository, parsed.GetValue(writeOnly));
            if (name == StandardOutput)
            {
                await shell.Output.WriteAsync(key.ToText());
                return ExitCode.Done;
            }

            var path = Path.GetFullPath(name);
            await WriteAsync(path, key.ToText(), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(new ExportedKey(path, key.RepositoryId, key.WriteOnly), CliJson.Default.ExportedKey);
            else
                await shell.Output.WriteLineAsync($"Wrote {path}. {Advice(key)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Advice(KeyFile key) => key.WriteOnly
        ? "Who has it can write backups, but not read what is there."
        : "Who has it needs no password: print it, keep it in a safe, and delete the file.";

    /// <summary>For the owner's eyes only from the first byte on.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(path, options);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        stream.Flush(flushToDisk: true);
    }
}
