namespace Cairn.Cli.Api;

/// <summary>A request that was made, to be shown. Its body is text of the API, or null.</summary>
internal sealed record SentRequest(HttpMethod Method, string Path, string? Body, string? MediaType);
