using System.IO.Compression;
using System.Text;

namespace Cairn.Server.Tests.Fuzzing;

/// <summary>One input of the fuzzer, which its number makes again.</summary>
internal sealed record FuzzedRequest(byte[] Body, string? ContentType, string Accept, string? ContentEncoding)
{
    private static readonly string?[] ContentTypes =
        ["application/json", "application/xml", "text/xml; charset=utf-8", "application/json; charset=utf-16", "text/plain", "no media type", null];

    private static readonly string[] Accepts = ["application/json", "application/xml", "text/plain", "*/*", ""];

    private static readonly Encoding[] Encodings =
        [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UnicodeEncoding(false, false), Encoding.UTF32, Encoding.Latin1];

    public static FuzzedRequest Number(int number)
    {
        var random = new Random(number);
        var mutation = new BodyMutation(random);
        var text = new BodySpelling(random).Write(mutation.Mutate(BodyTree.Corpus));
        var encoding = random.Next(8) == 0 ? mutation.Pick(Encodings) : Encodings[0];
        byte[] body = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        if (random.Next(10) == 0)
            body = Break(body, random);
        var contentType = random.Next(5) == 0 ? mutation.Pick(ContentTypes) : null;
        var contentEncoding = random.Next(30) == 0 ? "gzip" : null;
        if (contentEncoding is not null)
            body = random.Next(3) == 0 ? Break(Compress(body), random) : Compress(body);
        return new FuzzedRequest(body, contentType, mutation.Pick(Accepts), contentEncoding);
    }

    private static byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(body);
        return compressed.ToArray();
    }

    private static byte[] Break(byte[] body, Random random)
    {
        if (random.Next(3) == 0)
            return body[..random.Next(body.Length + 1)];
        var broken = (byte[])body.Clone();
        for (var changes = random.Next(1, 6); changes > 0 && broken.Length > 0; changes--)
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
        return broken;
    }
}
