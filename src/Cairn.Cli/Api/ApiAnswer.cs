using System.Net;

namespace Cairn.Cli.Api;

/// <summary>What a server answered, as it came.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string? ContentType, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
