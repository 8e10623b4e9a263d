namespace Cairn.CommServe;

/// <summary>What the control plane is told at its start.</summary>
public sealed record CommServeOptions
{
    /// <summary>The server's data folder; made when it is missing. Everything that the server owns lies in it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>On the first start: the name of the CommCell and of this host as a client. Null takes the host's name.</summary>
    public string? ClientName { get; init; }

    /// <summary>On the first start: the password of <c>admin</c>. Null: random, in <see cref="AdminPasswordFile"/>.</summary>
    public string? AdminPassword { get; init; }

    public string CatalogFile => Path.Combine(DataDirectory, "catalog.db");

    /// <summary>Holds the administrator's first password when it was made at random.</summary>
    public string AdminPasswordFile => Path.Combine(DataDirectory, "admin-password");
}
