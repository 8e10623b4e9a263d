namespace Cairn.CommServe.Catalog;

/// <summary>Someone who may log in.</summary>
public sealed class User
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public Guid Guid { get; set; }

    /// <summary>As ASP.NET Core Identity's hasher writes it; never the password.</summary>
    public required string PasswordHash { get; set; }

    /// <summary>What the user may do, and where; none is nothing at all.</summary>
    public List<RoleAssociation> Associations { get; } = [];

    /// <summary>Wrong passwords in a row since the last right one.</summary>
    public int FailedLogins { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
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
