using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Accounts;

/// <summary>
/// Logins that have not ended. A session ends 30 minutes after its last use (wire-api.md 1.4); that use is written down at
/// most once a minute, so the true figure lies between 29 and 30.
/// </summary>
public sealed class Sessions
{
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<CatalogContext> catalogs;
    private readonly InventoryCache cache;
    private readonly TimeProvider time;

    internal Sessions(IDbContextFactory<CatalogContext> catalogs, InventoryCache cache, TimeProvider time) =>
        (this.catalogs, this.cache, this.time) = (catalogs, cache, time);

    /// <summary>Begins a session, and throws out those that have expired.</summary>
    /// <returns>The token, with its <c>QSDK </c> prefix.</returns>
    internal async Task<string> BeginAsync(int userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expiry = now - IdleTime;
        var token = SessionToken.New();
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        await catalog.LoginSessions.Where(row => row.LastUsedAt < expiry).ExecuteDeleteAsync(cancellationToken);
        catalog.LoginSessions.Add(new LoginSession
        {
            UserId = userId,
            TokenHash = token.Hash(),
            CreatedAt = now,
            LastUsedAt = now,
        });
        await catalog.SaveChangesAsync(cancellationToken);
        return token.ToString();
    }

    /// <summary>The user behind a token; null when it is none of ours, has expired or was ended.</summary>
    /// <param name="token">With or without its prefix.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async Task<Caller?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        if (SessionToken.Parse(token)?.Hash() is not { } hash)
            return null;
        // Kept only until its use has to be written down again.
        var seen = await cache.GetAsync(
            $"session {Convert.ToHexString(hash)}", (catalog, cancel) => ReadAsync(catalog, hash, cancel), cancellationToken,
            seen => time.GetUtcNow() - seen.LastUsedAt < BetweenWrites);
        return seen?.Caller;
    }

    private async Task<SeenCaller?> ReadAsync(CatalogContext catalog, byte[] hash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = await catalog.LoginSessions.AsNoTracking().Include(row => row.User)
            .SingleOrDefaultAsync(row => row.TokenHash == hash, cancellationToken);
        if (session?.User is not { } user)
            return null;
        var unused = now - session.LastUsedAt;
        var row = catalog.LoginSessions.Where(row => row.Id == session.Id);
        if (unused > IdleTime)
        {
            await row.ExecuteDeleteAsync(cancellationToken);
            return null;
        }
        if (unused >= BetweenWrites)
            await row.ExecuteUpdateAsync(set => set.SetProperty(to => to.LastUsedAt, now), cancellationToken);
        var caller = new Caller(user.Id, user.Name, await UserRights.OfAsync(catalog, user.Id, cancellationToken));
        return new SeenCaller(caller, unused >= BetweenWrites ? now : session.LastUsedAt);
    }

    /// <summary>Ends a session; nothing happens when there is none.</summary>
    public async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        if (SessionToken.Parse(token)?.Hash() is not { } hash)
            return;
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        await catalog.LoginSessions.Where(row => row.TokenHash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <param name="Caller">Whose session it is.</param>
    /// <param name="LastUsedAt">As it is written down.</param>
    private sealed record SeenCaller(Caller Caller, DateTimeOffset LastUsedAt);
}
