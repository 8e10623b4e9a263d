using System.Text;
using Cairn.Wire.Binding;
using Cairn.Wire.Shape;
using Cairn.Wire.Syntax;

namespace Cairn.Wire;

/// <summary>
/// Reads and writes the messages of the dialect. Every body, XML or JSON, becomes one tree of named members, and one binder makes
/// the record from it, so that all spellings of a message mean the same.
/// </summary>
public static class WireCodec
{
    /// <summary>
    /// Decodes a body. Its first character tells XML from JSON: clients label bodies freely (wire-api.md section 11, trap
    /// 1), so the content type only contributes its charset.
    /// </summary>
    /// <param name="body">The bytes, decompressed.</param>
    /// <param name="contentType">The Content-Type header as it came, or null.</param>
    /// <param name="limits">Bounds; <see cref="WireLimits.Default"/> when null.</param>
    /// <exception cref="WireException">The body was refused; no other exception leaves here.</exception>
    public static WireResult<T> Decode<T>(ReadOnlyMemory<byte> body, string? contentType, WireLimits? limits = null)
        where T : class, new()
    {
        var result = Inspect<T>(body, contentType, limits);
        return result.Refusals.Count == 0 ? result : throw WireException.Together(result.Refusals);
    }

    /// <summary>
    /// Decodes as <see cref="Decode{T}"/> does, but leaves values that can't be read out of the message and lists them, so that what else
    /// is wrong with a request can be told in the same answer.
    /// </summary>
    /// <exception cref="WireException">The body as a whole is no such message.</exception>
    public static WireResult<T> Inspect<T>(ReadOnlyMemory<byte> body, string? contentType, WireLimits? limits = null)
        where T : class, new()
    {
        limits ??= WireLimits.Default;
        if (body.Length > limits.BodyBytes)
            throw BoundedBody.TooLarge(limits);
        var text = BodyText.Decode(body.Span, contentType);
        var binder = new Binder(limits);
        var shape = RecordShape.Of(typeof(T));
        var root = text.FirstCharacter switch
        {
            '<' => MessageRoot.InXml(XmlBodyReader.Read(text, limits), shape),
            '{' => MessageRoot.InJson(JsonBodyReader.Read(text, limits), shape, binder),
            _ => throw WireException.Malformed("it starts with neither \"<\" nor \"{\"."),
        };
        var message = (T)binder.Bind(shape, root);
        return new(message, binder.Warnings) { Refusals = binder.Refusals, Incomplete = binder.Incomplete };
    }

    /// <summary>Reads a stream up to the size limit, then decodes as <see cref="Decode{T}"/> does.</summary>
    /// <exception cref="WireException">The body was refused, or is longer than the limit (reading stops there).</exception>
    public static async Task<WireResult<T>> DecodeAsync<T>(
        Stream body, string? contentType, WireLimits? limits = null, CancellationToken cancellationToken = default)
        where T : class, new()
    {
        limits ??= WireLimits.Default;
        var bytes = await BoundedBody.ReadAsync(body, limits, cancellationToken).ConfigureAwait(false);
        return Decode<T>(bytes, contentType, limits);
    }

    /// <summary>
    /// Encodes a message as UTF-8. Members that are null are left out. JSON starts inside the root, as the public clients
    /// expect; XML has no declaration, because some clients parse the body from text, where a declared encoding is an error.
    /// </summary>
    public static byte[] Encode<T>(T message, WireFormat format)
        where T : class
    {
        var shape = RecordShape.Of(typeof(T));
        return format == WireFormat.Xml
            ? Encoding.UTF8.GetBytes(XmlMessageWriter.Write(shape, message))
            : JsonMessageWriter.Write(shape, message);
    }
}
