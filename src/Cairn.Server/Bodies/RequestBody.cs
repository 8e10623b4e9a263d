using Cairn.CommServe.Refusals;
using Cairn.Wire;
using Microsoft.AspNetCore.Http;

namespace Cairn.Server.Bodies;

/// <summary>Reads what a request carries, after decompression and never more than its limit.</summary>
internal static class RequestBody
{
    private const int BlockBytes = 16 * 1024;

    /// <exception cref="WireException">The body is no such message.</exception>
    public static async Task<WireResult<T>> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class, new() =>
        WireCodec.Decode<T>(await ReadBytesAsync(request, cancellationToken), request.ContentType);

    /// <summary>
    /// The bytes as they came. Of a longer body just more than <see cref="WireLimits.BodyBytes"/>: enough for the codec to refuse it, so
    /// that a small compressed body can't unpack to gigabytes.
    /// </summary>
    public static Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadBytesAsync(request, WireLimits.Default.BodyBytes, cancellationToken);

    public static async Task<byte[]> ReadBytesAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        RefuseUnknownEncoding(request);
        using var bytes = new MemoryStream();
        var block = new byte[BlockBytes];
        try
        {
            while (bytes.Length <= limit && await request.Body.ReadAsync(block, cancellationToken) is var count and > 0)
                bytes.Write(block, 0, count);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new RefusalException(
                RefusalKind.Invalid, WireError.Malformed, "Request body can't be decompressed: its data is damaged.");
        }

        return bytes.ToArray();
    }

    /// <summary>Decompression takes the header away when it knows the encoding; what is still there is not known.</summary>
    private static void RefuseUnknownEncoding(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusalException(RefusalKind.Invalid, "unsupported-encoding", "Request body has an encoding that is not known here.")
            {
                Parameter = "Content-Encoding",
                Value = encoding,
                Allowed = "gzip, deflate, br",
            };
        }
    }
}
