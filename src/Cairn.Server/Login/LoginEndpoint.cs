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

    private const string WrongPassword = "Invalid user name or password.";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static async Task<IResult> RunAsync(HttpContext context, CommServeLogin login, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var message = (await RequestBody.ReadAsync<LoginRequest>(context.Request, cancellationToken)).Message;
        if (message.UserName is not { Length: > 0 } name)
            throw Missing("username");
        if (Password(message.Password ?? "") is not { Length: > 0 } password)
            return new WireAnswer<LoginResponse>(Failure(WrongPassword));
        var result = await login.RunAsync(name, password, cancellationToken);
        return new WireAnswer<LoginResponse>(result switch
        {
            LoginResult.LoggedIn loggedIn => Success(loggedIn),
            LoginResult.Locked locked => Locked(locked.Remaining),
            _ => Failure(WrongPassword),
        });
    }

    /// <returns>Null for what nobody's password can be: zero characters, which key derivation can't tell from none, and no UTF-8.</returns>
    private static string? Password(string encoded)
    {
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

        try
        {
            var password = StrictUtf8.GetString(bytes, 0, length);
            return password.Contains('\0') ? null : password;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
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
