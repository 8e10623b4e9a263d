using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Accounts;

/// <summary>How a login ended.</summary>
public abstract record LoginResult
{
    /// <param name="Token">As the client sends it back, with its <c>QSDK </c> prefix. Only its hash is stored.</param>
    /// <param name="User">Who logged in.</param>
    public sealed record LoggedIn(string Token, User User) : LoginResult;

    /// <summary>Wrong password, or no such user: the two look alike, and both come to be locked.</summary>
    public sealed record WrongPassword : LoginResult;

    /// <param name="Remaining">How long until the next try counts.</param>
    public sealed record Locked(TimeSpan Remaining) : LoginResult;
}
