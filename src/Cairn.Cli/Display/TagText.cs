namespace Cairn.Cli.Display;

/// <summary>A snapshot's label as it is given and shown on the command line: a name, or a name and a value.</summary>
internal static class TagText
{
    public static string Of(KeyValuePair<string, string> label) => label.Value.Length == 0 ? label.Key : $"{label.Key}={label.Value}";

    /// <summary>The value is empty where none is given.</summary>
    public static KeyValuePair<string, string> Parse(string text) =>
        text.Split('=', 2) is [var name, var value] ? new(name, value) : new(text, "");
}
