using System.CommandLine;
using Cairn.Cli.Api;
using Cairn.Wire;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn logout</c>: ends the session on the server and forgets it here.</summary>
internal static class LogoutVerb
{
    public static Command Create(Shell shell)
    {
        var command = new Command("logout", "End the session.");
        command.SetAction(async (_, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            await api.SendAsync(HttpMethod.Post, "Logout", null, WireFormat.Json, cancellationToken);
            SavedSession.Forget(shell);
            await shell.Output.WriteLineAsync("Logged out.");
            return ExitCode.Done;
        });
        return command;
    }
}
