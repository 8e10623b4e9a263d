using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Accounts;

/// <summary>Wrong passwords in a row under one name, and until when the name is locked for them.</summary>
internal readonly record struct FailedTries(int Count, DateTimeOffset? LockedUntil)
{
    public static FailedTries Of(User user) => new(user.FailedLogins, user.LockedUntil);

    /// <summary>How long the name is still locked; null when it is not.</summary>
    public TimeSpan? RemainingLock(DateTimeOffset now) => LockedUntil > now ? LockedUntil - now : null;

    /// <summary>With one more wrong password; after a lock the count starts anew.</summary>
    public FailedTries OneMore(DateTimeOffset now)
    {
        var count = (LockedUntil is null ? Count : 0) + 1;
        return new(count, count >= Login.TriesBeforeLock ? now + Login.LockTime : null);
    }
}
