using System.Text;
using Cairn.Wire;

namespace Cairn.Cli.Display;

/// <summary>Prints messages of the API as JSON.</summary>
internal static class ShellJson
{
    public static void PrintJson<T>(this Shell shell, T message)
        where T : class => shell.Output.WriteLine(Encoding.UTF8.GetString(WireCodec.Encode(message, WireFormat.Json)));
}
