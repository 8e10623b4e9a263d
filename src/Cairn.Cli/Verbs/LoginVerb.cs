using System.CommandLine;
using System.Text;
using Cairn.Cli.Api;
using Cairn.Wire.Messages.Login;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn login</c>: keeps a token for the verbs that follow.</summary>
internal static class LoginVerb
{
    public static Command Create(Shell shell)
    {
        var url = new Argument<Uri>("URL")
        {
            Description = "The server, such as http://127.0.0.1:8440.",
            CustomParser = ParseUrl,
        };
        var user = new Option<string>("--user")
        {
            Description = "Who logs in.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "admin",
        };
        var passwordFile = CommonOption.PasswordFile();
        var command = new Command("login", "Log in to a server.") { url, user, passwordFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(user);
            var password = await Password.FindAsync(
                shell, parsed.GetValue(passwordFile), "CAIRN_PASSWORD", $"Password of {name}: ", cancellationToken);
            using var api = new ApiClient(parsed.GetRequiredValue(url), token: null);
            var token = await LogInAsync(api, name, password, cancellationToken);
            new SavedSession(api.Server, name, token).Save(shell);
            await shell.Output.WriteLineAsync($"Logged in to {api.Server} as {name}.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Gives a token.</summary>
    /// <exception cref="FailureException">The password is wrong, or the user locked.</exception>
    public static async Task<string> LogInAsync(ApiClient api, string user, string password, CancellationToken cancellationToken)
    {
        var request = new LoginRequest { UserName = user, Password = Convert.ToBase64String(Encoding.UTF8.GetBytes(password)) };
        var answer = await api.PostAsync<LoginRequest, LoginResponse>("Login", request, cancellationToken);
        return answer.Token
            ?? throw new FailureException(answer.ErrList is [{ ErrLogMessage: { } reason }, ..] ? reason : "The server gave no token.");
    }

    private static Uri? ParseUrl(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        result.AddError($"'{text}' is no http or https URL");
        return null;
    }
}
