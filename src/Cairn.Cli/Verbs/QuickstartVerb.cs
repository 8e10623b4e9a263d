using System.CommandLine;
using Cairn.Cli.Quickstart;
using Cairn.Server.Hosting;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn quickstart</c>: from nothing to a finished, compared restore.</summary>
internal static class QuickstartVerb
{
    /// <summary>Any free port of this host.</summary>
    private const string ListenUrl = "http://127.0.0.1:0";

    public static Command Create(Shell shell)
    {
        var path = new Argument<string?>("PATH")
        {
            Description = "What to back up (default: Cairn's own documentation).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "The server's data folder (default: a new one, which goes when the server ends).",
            HelpName = "DIR",
        };
        var exit = new Option<bool>("--exit") { Description = "End when done, instead of leaving the server running." };
        var command = new Command("quickstart", "Back a folder up, restore it and compare, on a server of its own.") { path, data, exit };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var source = Source(parsed.GetValue(path));
            await using var scratch = new ScratchFolder(shell.Error);
            var dataDirectory = parsed.GetValue(data)?.FullName ?? Path.Combine(scratch.Path, "data");
            var target = Path.Combine(scratch.Path, "restored");
            await RunAsync(shell, source, dataDirectory, target, parsed.GetValue(exit), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task RunAsync(
        Shell shell, string source, string dataDirectory, string target, bool exit, CancellationToken cancellationToken)
    {
        var options = new ServerOptions
        {
            DataDirectory = dataDirectory,
            Listen = [ListenUrl],
            ClientName = Environment.MachineName,
            LogToConsole = false,
        };
        await using var server = await CairnServer.StartAsync(options, cancellationToken: cancellationToken);
        await shell.Output.WriteLineAsync($"Cairn is ready: {server.Urls[0].ToString().TrimEnd('/')}, its data is in {dataDirectory}");
        using (var run = new QuickstartRun(shell, server, source, target))
            await run.RunAsync(cancellationToken);
        if (exit)
            return;
        await shell.Output.WriteLineAsync($"{Environment.NewLine}The server goes on running until Ctrl-C.");
        await server.WaitForShutdownAsync(cancellationToken);
    }

    private static string Source(string? path)
    {
        path ??= DocsFolder.Find() ?? throw new UsageException("What to back up? Give PATH: Cairn's own documentation is not here.");
        var source = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.Exists(source) ? source : throw new FailureException($"There is no {source} to back up.");
    }
}
