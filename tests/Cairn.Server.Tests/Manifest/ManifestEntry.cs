using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Manifest;

/// <summary>One request of tests/fixtures/requests/manifest.json and what is expected of it.</summary>
internal sealed record ManifestEntry(string File, JsonObject Headers, JsonObject Expect)
{
    public static IReadOnlyList<ManifestEntry> All { get; } =
        [.. JsonNode.Parse(System.IO.File.ReadAllText(ProjectFiles.Request("manifest.json")))!.AsArray().Select(Read!)];

    public bool IsAccepted => (string?)Expect["outcome"] == "accepted";

    public static ManifestEntry Named(string file) => All.Single(entry => entry.File == file);

    public async Task<Answer> PostAsync(RunningServer server, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(await System.IO.File.ReadAllBytesAsync(ProjectFiles.Request(File), cancellationToken));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse((string)Headers["Content-Type"]!);
        if (Headers["Content-Encoding"] is { } encoding)
            content.Headers.ContentEncoding.Add((string)encoding!);
        var withToken = !Headers.ContainsKey("Authtoken");
        return await server.SendAsync(new HttpRequestMessage(HttpMethod.Post, "CreateTask") { Content = content }, (string)Headers["Accept"]!, withToken);
    }

    private static ManifestEntry Read(JsonNode entry) =>
        new((string)entry["file"]!, entry["headers"]!.AsObject(), entry["expect"]!.AsObject());
}
