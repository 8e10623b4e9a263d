using System.Globalization;

namespace Cairn.Wire.Syntax;

/// <summary>Reads a body into memory, but never more than its limit: a small compressed body may unpack to gigabytes.</summary>
internal static class BoundedBody
{
    private const int BlockBytes = 16 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, WireLimits limits, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var block = new byte[BlockBytes];
        while (await body.ReadAsync(block, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if (buffer.Length + count > limits.BodyBytes)
                throw TooLarge(limits);
            buffer.Write(block, 0, count);
        }

        return buffer.ToArray();
    }

    public static WireException TooLarge(WireLimits limits) => WireException.Body(
        WireError.TooLarge,
        string.Create(CultureInfo.InvariantCulture, $"Request body is larger than {limits.BodyBytes} bytes."));
}
