using System.CommandLine;
using Cairn.Server.Hosting;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn serve</c>: the server, until it is told to end.</summary>
internal static class ServeVerb
{
    public static Command Create(Shell shell)
    {
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Where everything is kept (default: $CAIRN_DATA, else ~/.local/share/cairn).",
            HelpName = "DIR",
        };
        var listen = new Option<string[]>("--listen")
        {
            Description = "Address and port to serve; may be repeated.",
            HelpName = "URL",
            DefaultValueFactory = _ => [ServerOptions.DefaultListenUrl],
        };
        var insecure = new Option<bool>("--insecure-http")
        {
            Description = "Serve plain HTTP to other hosts too: passwords and data can be read on the way.",
        };
        var certificate = new Option<FileInfo?>("--certificate")
        {
            Description = "PEM file with certificate and key, or .pfx, for https.",
            HelpName = "FILE",
        };
        var catalog = new Option<string?>("--catalog")
        {
            Description = "Where the catalog is: sqlite, in the data folder, is all there is yet.",
            HelpName = "CONNECTION",
        };
        catalog.Validators.Add(result =>
        {
            // The value stays unsaid: a connection may hold a password.
            if (result.Tokens is [{ Value: not "sqlite" }, ..])
                result.AddError("--catalog: other databases can't be used yet; leave it out, or give sqlite for the one in the data folder");
        });
        var name = new Option<string?>("--client-name")
        {
            Description = "This host's name as a client, on the first start.",
            HelpName = "NAME",
        };
        var rate = new Option<int>("--requests-per-second")
        {
            Description = "How many requests each user may send; twice as many at once. 0 is no limit.",
            HelpName = "N",
            DefaultValueFactory = _ => ServerOptions.DefaultRequestsPerSecond,
        };
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1_000_000)
                result.AddError("--requests-per-second: give a whole number from 0 (no limit) to 1000000");
        });
        var command = new Command("serve", "Run the server.") { data, listen, insecure, certificate, catalog, name, rate };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ServerOptions
            {
                DataDirectory = parsed.GetValue(data)?.FullName ?? DataDirectory(shell),
                Listen = parsed.GetRequiredValue(listen),
                InsecureHttp = parsed.GetValue(insecure),
                CertificateFile = parsed.GetValue(certificate)?.FullName,
                ClientName = parsed.GetValue(name),
                RequestsPerSecond = parsed.GetValue(rate),
                AdminPassword = shell.Variable("CAIRN_ADMIN_PASSWORD"),
            };
            return await RunAsync(shell, options, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, ServerOptions options, CancellationToken cancellationToken)
    {
        await using var server = await CairnServer.StartAsync(options, cancellationToken: cancellationToken);
        if (server.AdminPasswordFile is { } file)
            await shell.Output.WriteLineAsync($"The password of admin is in {file}");
        foreach (var url in server.Urls)
            await shell.Output.WriteLineAsync($"Cairn is ready: {url.ToString().TrimEnd('/')}");
        await shell.Output.FlushAsync(CancellationToken.None);
        await server.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    private static string DataDirectory(Shell shell) =>
        shell.Variable("CAIRN_DATA")
        ?? Path.Combine(shell.Variable("XDG_DATA_HOME") ?? Path.Combine(shell.Variable("HOME") ?? "/", ".local", "share"), "cairn");
}
