using System.Net;

namespace Cairn.Server.Hosting;

/// <summary>A URL to listen on, checked: plain HTTP stays on this host unless that is asked for.</summary>
internal sealed record ListenAddress(Uri Url)
{
    public bool IsSecure => Url.Scheme == Uri.UriSchemeHttps;

    private bool IsLoopback =>
        Url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <exception cref="ServerOptionsException">No such URL, or one that the options don't allow.</exception>
    public static IReadOnlyList<ListenAddress> AllOf(ServerOptions options) =>
        [.. options.Listen.Select(url => Parse(url, options))];

    private static ListenAddress Parse(string text, ServerOptions options)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.PathAndQuery != "/")
        {
            throw new ServerOptionsException($"Can't listen on '{text}': give http:// or https://, an address and a port.");
        }

        var address = new ListenAddress(url);
        if (!address.IsSecure && !address.IsLoopback && !options.InsecureHttp)
        {
            throw new ServerOptionsException(
                $"Refusing plain HTTP on {text}: passwords and data would cross the network readable. "
                + "Use https:// with --certificate FILE, listen on 127.0.0.1, or give --insecure-http.");
        }

        if (address.IsSecure && options.CertificateFile is null)
            throw new ServerOptionsException($"Listening on {text} needs a certificate: give --certificate FILE.");
        return address;
    }
}
