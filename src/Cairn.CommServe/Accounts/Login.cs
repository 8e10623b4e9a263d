using Cairn.CommServe.Catalog;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Accounts;

/// <summary>
/// Checks a user's password and begins a session. Five wrong passwords in a row lock the user for 15 minutes; a name that
/// nobody has answers in the same way.
/// </summary>
public sealed class Login(
    IDbContextFactory<CatalogContext> catalogs, Passwords passwords, Sessions sessions, TimeProvider time)
{
    public const int TriesBeforeLock = 5;
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>Names share gates, so that inventing names does not make more of them.</summary>
    private const int Gates = 64;

    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly UnknownNames _unknown = new();

    /// <summary>
    /// The tries under one name go one by one: guesses that come all at once find the lock, and right passwords that come all
    /// at once are not taken for guesses.
    /// </summary>
    /// <param name="userName">In any case.</param>
    /// <param name="password">As typed.</param>
    /// <param name="cancellationToken">Ends the wait; a wrong password that was looked at is counted all the same.</param>
    public async Task<LoginResult> RunAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)StringComparer.OrdinalIgnoreCase.GetHashCode(userName) % Gates];
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await CheckAsync(userName, password, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<LoginResult> CheckAsync(string userName, string password, CancellationToken cancellationToken)
    {
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        var user = await catalog.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Name == userName, cancellationToken);
        var tries = user is null ? _unknown.Of(userName) : FailedTries.Of(user);
        if (tries.RemainingLock(time.GetUtcNow()) is { } remaining)
            return new LoginResult.Locked(remaining);

        var verdict = passwords.Verify(user?.PasswordHash, password);
        if (user is null || verdict == PasswordVerificationResult.Failed)
            return await RefuseAsync(catalog, user, userName, tries);
        if (tries != default)
            await StoreAsync(catalog, user, default);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
            await RenewHashAsync(catalog, user, password, cancellationToken);
        return new LoginResult.LoggedIn(await sessions.BeginAsync(user.Id, cancellationToken), user);
    }

    private async Task<LoginResult> RefuseAsync(CatalogContext catalog, User? user, string userName, FailedTries earlier)
    {
        var now = time.GetUtcNow();
        var tries = earlier.OneMore(now);
        if (user is null)
            _unknown.Remember(userName, tries);
        else
            await StoreAsync(catalog, user, tries);
        return tries.RemainingLock(now) is { } remaining ? new LoginResult.Locked(remaining) : new LoginResult.WrongPassword();
    }

    /// <summary>Not cancellable: a caller that hangs up would try for nothing.</summary>
    private static Task<int> StoreAsync(CatalogContext catalog, User user, FailedTries tries) =>
        catalog.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(
            row => row.SetProperty(to => to.FailedLogins, tries.Count).SetProperty(to => to.LockedUntil, tries.LockedUntil),
            CancellationToken.None);

    private Task<int> RenewHashAsync(CatalogContext catalog, User user, string password, CancellationToken cancellationToken)
    {
        var hash = passwords.Hash(password);
        return catalog.Users.Where(row => row.Id == user.Id && row.PasswordHash == user.PasswordHash).ExecuteUpdateAsync(
            row => row.SetProperty(to => to.PasswordHash, hash), cancellationToken);
    }
}
