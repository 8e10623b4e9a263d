using System.Globalization;

namespace Cairn.Cli.Display;

/// <summary>Text that others chose, such as a file's name, made safe to show.</summary>
internal static class ShownText
{
    /// <summary>With control characters as \xNN: on a terminal they would be commands, in a list lines of their own.</summary>
    public static string AsText(this string? text) => string.Concat((text ?? "").Select(Shown));

    private static string Shown(char letter) =>
        char.IsControl(letter) ? string.Create(CultureInfo.InvariantCulture, $"\\x{(int)letter:X2}") : letter.ToString();
}
