using System.Text;
using Cairn.CommServe.Accounts;
using Cairn.CommServe.Refusals;
using Cairn.Server.Bodies;
using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Messages.Login;
using Microsoft.AspNetCore.Http;
using CommServeLogin = Cairn.CommServe.Accounts.Login;

namespace Cairn.Server.Login;

/// <summary>POST Login (wire-api.md 1.2): a wrong password is status 200 too, told by its error list.</summary>
internal static class LoginEndpoint
{
    /// <summary>Any code but 0 and 5; clients take 5 for trouble with certificates.</summary>
    private const int WrongPasswordCode = 1;

    public static async Task<IResult> RunAsync(HttpRequest request, CommServeLogin login, CancellationToken cancellationToken)
    {
        var message = (await RequestBody.ReadAsync<LoginRequest>(request, cancellationToken)).Message;
        if (message.UserName is not { Length: > 0 } name)
            throw Missing("username");
        var result = await login.RunAsync(name, Password(message), cancellationToken);
        return new WireAnswer<LoginResponse>(result switch
        {
            LoginResult.LoggedIn loggedIn => Success(loggedIn),
            LoginResult.Locked locked => Locked(locked.Remaining),
            _ => Failure("Invalid user name or password."),
        });
    }

    private static string Password(LoginRequest message)
    {
        var encoded = message.Password ?? throw Missing("password");
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            // The value is not echoed: it may be the password itself.
            throw new RefusalException(RefusalKind.Invalid, "invalid-password-encoding", "password is not Base64.")
            {
                Parameter = "password",
                Allowed = "the Base64 of the password's UTF-8 bytes",
            };
        }

        return Encoding.UTF8.GetString(bytes.AsSpan(0, length));
    }

    private static RefusalException Missing(string parameter) =>
        new(RefusalKind.Invalid, parameter + "-missing", $"Login needs a {parameter}.") { Parameter = parameter };

    private static LoginResponse Success(LoginResult.LoggedIn result) => new()
    {
        AliasName = result.User.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        UserGuid = result.User.Guid.ToString(),
        LoginAttempts = 0,
        RemainingLockTime = 0,
        UserName = result.User.Name,
        ProviderType = 1,
        Ccn = 0,
        Token = result.Token,
        ForcePasswordChange = false,
        IsAccountLocked = false,
        ErrList = [],
    };

    private static LoginResponse Failure(string message) =>
        new() { ErrList = [new ErrListItem { ErrorCode = WrongPasswordCode, ErrLogMessage = message }] };

    private static LoginResponse Locked(TimeSpan remaining)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(remaining.TotalSeconds));
        return Failure($"Too many wrong passwords: the user is locked for {seconds} seconds.") with
        {
            IsAccountLocked = true,
            RemainingLockTime = seconds,
        };
    }
}
