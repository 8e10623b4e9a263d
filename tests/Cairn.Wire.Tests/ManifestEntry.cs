using System.IO.Compression;
using System.Text.Json;
using Cairn.Wire.Messages.CreateTask;

namespace Cairn.Wire.Tests;

/// <summary>One request of tests/fixtures/requests/manifest.json.</summary>
internal sealed record ManifestEntry(
    string File, string? ContentType, bool IsCompressed, string? Error, string? Parameter, string? SameAs)
{
    public static IReadOnlyList<ManifestEntry> All { get; } = Read();

    public static ManifestEntry Named(string file) => All.Single(entry => entry.File == file);

    public async Task<WireResult<CreateTaskRequest>> Decode(CancellationToken cancellationToken)
    {
        await using Stream body = System.IO.File.OpenRead(Fixtures.PathOf($"requests/{File}"));
        await using var plain = IsCompressed ? new GZipStream(body, CompressionMode.Decompress) : body;
        return await WireCodec.DecodeAsync<CreateTaskRequest>(plain, ContentType, cancellationToken: cancellationToken);
    }

    private static List<ManifestEntry> Read()
    {
        using var manifest = JsonDocument.Parse(Fixtures.Bytes("requests/manifest.json"));
        return [.. manifest.RootElement.EnumerateArray().Select(Entry)];
    }

    private static ManifestEntry Entry(JsonElement entry)
    {
        var headers = entry.GetProperty("headers");
        var expect = entry.GetProperty("expect");
        return new(
            entry.GetProperty("file").GetString()!,
            Text(headers, "Content-Type"),
            Text(headers, "Content-Encoding") == "gzip",
            Text(expect, "error"),
            Text(expect, "parameter"),
            Text(expect, "sameAs"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
