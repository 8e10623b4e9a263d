using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cairn.Wire;

namespace Cairn.Cli.Display;

/// <summary>Prints results as one line of JSON.</summary>
internal static class ShellJson
{
    /// <summary>A message of the API, as the API has it.</summary>
    public static void PrintJson<T>(this Shell shell, T message)
        where T : class => shell.Output.WriteLine(Encoding.UTF8.GetString(WireCodec.Encode(message, WireFormat.Json)));

    public static void PrintJson<T>(this Shell shell, T result, JsonTypeInfo<T> type) =>
        shell.Output.WriteLine(JsonSerializer.Serialize(result, type));
}
