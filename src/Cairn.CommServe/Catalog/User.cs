namespace Cairn.CommServe.Catalog;

/// <summary>Someone who may log in.</summary>
public sealed class User
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public Guid Guid { get; set; }

    /// <summary>As ASP.NET Core Identity's hasher writes it; never the password.</summary>
    public required string PasswordHash { get; set; }
    public Role Role { get; set; }

    /// <summary>Wrong passwords in a row since the last right one.</summary>
    public int FailedLogins { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
}

/// <summary>What a user may do.</summary>
public enum Role
{
    /// <summary>Everything.</summary>
    Administrator = 1,

    /// <summary>See, but neither back up, restore nor change.</summary>
    Viewer = 2,
}

/// <summary>A login that has not ended. The token itself is never stored, only its SHA-256.</summary>
public sealed class LoginSession
{
    public int Id { get; set; }
    public int UserId { get; set; }
    public User? User { get; set; }
    public required byte[] TokenHash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastUsedAt { get; set; }
}
