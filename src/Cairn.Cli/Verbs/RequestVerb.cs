using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using Cairn.Cli.Api;
using Cairn.Wire;

namespace Cairn.Cli.Verbs;

/// <summary><c>cairn request</c>: posts a CreateTask document as it is and prints the answer.</summary>
internal static class RequestVerb
{
    public static Command Create(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "The document, XML or JSON; - is the standard input." };
        var accept = new Option<string?>("--accept") { Description = "The format of the answer (default: the document's)." };
        accept.AcceptOnlyFromAmong("xml", "json");
        var command = new Command("request", "Post a CreateTask document as it is.") { file, accept };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = ApiClient.OfSession(shell);
            var document = await shell.ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
            var format = FormatOf(document);
            using var content = new ByteArrayContent(document);
            content.Headers.ContentType = new MediaTypeHeaderValue(WireMediaType.Of(format));
            var wanted = parsed.GetValue(accept) switch { "xml" => WireFormat.Xml, "json" => WireFormat.Json, _ => format };
            var answer = await api.SendAsync(HttpMethod.Post, "CreateTask", content, wanted, cancellationToken);
            await shell.Output.WriteLineAsync(Encoding.UTF8.GetString(answer.Body));
            return answer.IsSuccess ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static WireFormat FormatOf(byte[] document)
    {
        var beginning = Encoding.UTF8.GetString(document.AsSpan(0, Math.Min(document.Length, 256)));
        return beginning.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('{') ? WireFormat.Json : WireFormat.Xml;
    }
}
