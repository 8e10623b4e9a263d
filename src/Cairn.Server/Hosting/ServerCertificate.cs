using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cairn.Server.Hosting;

/// <summary>Reads the certificate that https is served with.</summary>
internal static class ServerCertificate
{
    /// <exception cref="ServerStartException">The file can't be read or holds no certificate with its key.</exception>
    public static X509Certificate2 Load(string file)
    {
        try
        {
            return Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12"
                ? X509CertificateLoader.LoadPkcs12FromFile(file, password: null)
                : X509Certificate2.CreateFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ServerStartException(
                $"Can't use the certificate {file}: {e.Message} Give a PEM file with certificate and key, or a .pfx without a password.",
                e);
        }
    }
}
