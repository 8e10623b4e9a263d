using System.Text;
using Cairn.CommServe.Catalog;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cairn.CommServe.Accounts;

/// <summary>Hashes and checks passwords with ASP.NET Core Identity's hasher (PBKDF2 with SHA-512, salted).</summary>
public sealed class Passwords
{
    /// <summary>OWASP's password storage cheat sheet for PBKDF2-HMAC-SHA512. Weaker hashes are renewed at login.</summary>
    private const int Rounds = 210_000;

    /// <summary>The hasher asks for a user and does not look at it.</summary>
    private static readonly User Nobody = new() { Name = "", PasswordHash = "" };

    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly Lazy<string> _decoy;

    public Passwords() => _decoy = new(() => Hash(Guid.NewGuid().ToString()));

    /// <summary>Why a text can't be a password, for people; null when it can.</summary>
    public static string? FaultIn(string password)
    {
        if (password.Contains('\0', StringComparison.Ordinal))
            return "A password can't hold the NUL character.";
        // What was no text in the file or variable that it came from was read as the replacement character.
        return password.EnumerateRunes().Contains(Rune.ReplacementChar) ? "The password is no valid UTF-8 text." : null;
    }

    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <summary>Checks a password, and says whether its hash should be renewed.</summary>
    /// <param name="hash">Null (no such user) takes as long as a wrong password, so that time does not tell who exists.</param>
    /// <param name="password">As typed.</param>
    public PasswordVerificationResult Verify(string? hash, string password)
    {
        var result = _hasher.VerifyHashedPassword(Nobody, hash ?? _decoy.Value, password);
        return hash is null ? PasswordVerificationResult.Failed : result;
    }
}
