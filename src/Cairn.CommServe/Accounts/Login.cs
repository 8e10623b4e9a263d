using Cairn.CommServe.Catalog;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Accounts;

/// <summary>Checks a user's password and begins a session. Five wrong passwords in a row lock the user for 15 minutes.</summary>
public sealed class Login(
    IDbContextFactory<CatalogContext> catalogs, Passwords passwords, Sessions sessions, TimeProvider time)
{
    public const int TriesBeforeLock = 5;
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <param name="userName">In any case.</param>
    /// <param name="password">As typed.</param>
    /// <param name="cancellationToken">Ends the wait; a try that was begun stays counted.</param>
    public async Task<LoginResult> RunAsync(string userName, string password, CancellationToken cancellationToken)
    {
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        var user = await catalog.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Name == userName, cancellationToken);
        if (user is null)
        {
            passwords.Verify(null, password);
            return new LoginResult.WrongPassword();
        }
        if (await CountTryAsync(catalog, user, cancellationToken) is { } remaining)
            return new LoginResult.Locked(remaining);

        var verdict = passwords.Verify(user.PasswordHash, password);
        if (verdict == PasswordVerificationResult.Failed)
            return await RefuseAsync(catalog, user, cancellationToken);
        await ForgetTriesAsync(catalog, user, cancellationToken);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
            await RenewHashAsync(catalog, user, password, cancellationToken);
        return new LoginResult.LoggedIn(await sessions.BeginAsync(user.Id, cancellationToken), user);
    }

    /// <summary>
    /// Counts the try before its password is looked at, in one statement: guesses that come all at once are counted like
    /// guesses that come one by one. The last one allowed locks; if its password is right, the lock goes again.
    /// </summary>
    /// <returns>How long the user is still locked; null when the try may go on.</returns>
    private async Task<TimeSpan?> CountTryAsync(CatalogContext catalog, User user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset? until = now + LockTime;
        if (user.LockedUntil <= now)
            await catalog.Users.Where(row => row.Id == user.Id && row.LockedUntil <= now).ExecuteUpdateAsync(
                row => row.SetProperty(to => to.FailedLogins, 0).SetProperty(to => to.LockedUntil, (DateTimeOffset?)null),
                cancellationToken);
        var mayTry = catalog.Users.Where(row => row.Id == user.Id && row.FailedLogins < TriesBeforeLock);
        var counted = await mayTry.ExecuteUpdateAsync(
            row => row
                .SetProperty(to => to.FailedLogins, to => to.FailedLogins + 1)
                .SetProperty(to => to.LockedUntil, to => to.FailedLogins + 1 >= TriesBeforeLock ? until : to.LockedUntil),
            cancellationToken);
        return counted == 1 ? null : (user.LockedUntil > now ? user.LockedUntil : until) - now;
    }

    private async Task<LoginResult> RefuseAsync(CatalogContext catalog, User user, CancellationToken cancellationToken)
    {
        var lockedUntil = await catalog.Users.Where(row => row.Id == user.Id)
            .Select(row => row.LockedUntil).SingleOrDefaultAsync(cancellationToken);
        return lockedUntil is { } until
            ? new LoginResult.Locked(until - time.GetUtcNow())
            : new LoginResult.WrongPassword();
    }

    private static Task<int> ForgetTriesAsync(CatalogContext catalog, User user, CancellationToken cancellationToken) =>
        catalog.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(
            row => row.SetProperty(to => to.FailedLogins, 0).SetProperty(to => to.LockedUntil, (DateTimeOffset?)null),
            cancellationToken);

    private Task<int> RenewHashAsync(CatalogContext catalog, User user, string password, CancellationToken cancellationToken)
    {
        var hash = passwords.Hash(password);
        return catalog.Users.Where(row => row.Id == user.Id && row.PasswordHash == user.PasswordHash).ExecuteUpdateAsync(
            row => row.SetProperty(to => to.PasswordHash, hash), cancellationToken);
    }
}
