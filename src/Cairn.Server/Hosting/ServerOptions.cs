namespace Cairn.Server.Hosting;

/// <summary>How one server runs; what <c>cairn serve</c> was told.</summary>
public sealed record ServerOptions
{
    public const string DefaultListenUrl = "http://127.0.0.1:8440";
    public const int DefaultRequestsPerSecond = 10_000;

    /// <summary>Everything that the server keeps: catalog, default library, keys, logs.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>http or https URLs of an address and a port; port 0 takes any free one.</summary>
    public IReadOnlyList<string> Listen { get; init; } = [DefaultListenUrl];

    /// <summary>Serve plain HTTP also to other hosts, where passwords, tokens and data could be read on the way.</summary>
    public bool InsecureHttp { get; init; }

    /// <summary>For https: a PEM file with certificate and key, or a PKCS #12 file (.pfx, .p12) without a password.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The name of this host's own client, and of the CommCell, on a first start; the host's name when null.</summary>
    public string? ClientName { get; init; }

    /// <summary>The administrator's password on a first start; a random one, kept in a file, when null.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>
    /// How many requests a second each user may send for long, and from each address those without a token; 0 is no limit. Twice as many
    /// may come at once. Far more than programs need that do what they should.
    /// </summary>
    public int RequestsPerSecond { get; init; } = DefaultRequestsPerSecond;

    /// <summary>Show warnings and errors on the standard error stream too, not only in the log files.</summary>
    public bool LogToConsole { get; init; } = true;
}
