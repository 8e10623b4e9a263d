using Cairn.Cli.Api;

namespace Cairn.Cli.Quickstart;

/// <summary>Requests as lines that can be copied into a shell. The token is $TOKEN in them.</summary>
internal static class CurlText
{
    public static string Of(Uri server, SentRequest request)
    {
        var method = request.Method == HttpMethod.Get ? "" : $" -X {request.Method}";
        var body = request.Body is null ? "" : $" -H 'Content-Type: {request.MediaType}' -d {Quoted(request.Body)}";
        return $"curl -s{method} -H \"Authtoken: $TOKEN\"{body} {Quoted(new Uri(server, request.Path).ToString())}";
    }

    /// <summary>Logs in with the password that lies in a file, so that it is on no screen and in no history.</summary>
    public static string OfLogin(Uri server, string user, string passwordFile)
    {
        var password = $"$(tr -d '\\n' < {Quoted(passwordFile)} | base64 -w0)";
        var body = $$"""{\"username\":\"{{user}}\",\"password\":\"{{password}}\"}""";
        var login = $"curl -s -H 'Content-Type: application/json' -d \"{body}\" {new Uri(server, "Login")}";
        return $$"""TOKEN=$({{login}} | sed 's/.*"token":"\([^"]*\)".*/\1/')""";
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
