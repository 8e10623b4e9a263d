using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cairn.Repository.Faults;

namespace Cairn.Repository.Sealing;

/// <summary>
/// 113 bytes (what may be done, repository id, three keys) as numbered lines of hexadecimal digits, each with check digits, so
/// that a line that was mistyped can be named; and a last line that checks the whole.
/// </summary>
internal static class KeyFileText
{
    private const int LineSize = 16;
    private const int CheckSize = 2;
    private const int DataLines = 7;

    private static ReadOnlySpan<byte> LinePurpose => "cairn/1 key line "u8;

    private static ReadOnlySpan<byte> WholePurpose => "cairn/1 key file "u8;

    /// <param name="bytes">A byte and <see cref="DataLines"/> × <see cref="LineSize"/> bytes.</param>
    /// <param name="about">What people should know, a line each.</param>
    public static string Write(byte[] bytes, string[] about)
    {
        var text = new StringBuilder();
        foreach (var line in about)
            text.Append("# ").Append(line).Append('\n');
        text.Append('\n').Append(CultureInfo.InvariantCulture, $"cairn-key {bytes[0]}\n");
        for (var number = 1; number <= DataLines; number++)
            AppendLine(text, number, bytes.AsSpan(1 + (number - 1) * LineSize, LineSize));
        AppendLine(text, DataLines + 1, WholeCheck(bytes));
        return text.ToString();
    }

    public static byte[] Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToArray();
        if (lines.Length == 0 || KindOf(lines[0]) is not { } kind)
            throw new KeyFileException("This is no key file: it doesn't begin with 'cairn-key'.");
        var found = new byte[]?[DataLines + 2];
        foreach (var line in lines.Skip(1))
        {
            var number = NumberOf(line);
            if (found[number] is not null)
                throw new KeyFileException($"The key file has two lines that begin with {number}:.");
            found[number] = ParseLine(number, line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        }

        if (Enumerable.Range(1, DataLines + 1).FirstOrDefault(number => found[number] is null) is > 0 and var missing)
            throw new KeyFileException($"The key file's line {missing}: is missing.");
        byte[] bytes = [kind, .. found[1..(DataLines + 1)].SelectMany(line => line!)];
        return WholeCheck(bytes).AsSpan().SequenceEqual(found[DataLines + 1])
            ? bytes
            : throw new KeyFileException("The key file's lines don't belong together, or its first line is mistyped.");
    }

    private static void AppendLine(StringBuilder text, int number, ReadOnlySpan<byte> line)
    {
        text.Append(CultureInfo.InvariantCulture, $"{number}:");
        var digits = Convert.ToHexStringLower(line);
        for (var at = 0; at < digits.Length; at += 4)
            text.Append(' ').Append(digits, at, 4);
        text.Append(" - ").Append(Convert.ToHexStringLower(LineCheck(number, line))).Append('\n');
    }

    private static byte? KindOf(string line) =>
        line.Split([' ', '\t', ':'], StringSplitOptions.RemoveEmptyEntries) is [var word, var kind]
        && word.Equals("cairn-key", StringComparison.OrdinalIgnoreCase)
        && byte.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static int NumberOf(string line) =>
        line.Split(':') is [var digits, _]
        && int.TryParse(digits, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && number is >= 1 and <= DataLines + 1
            ? number
            : throw new KeyFileException($"The key file has a line that begins with none of 1: to {DataLines + 1}:.");

    private static byte[] ParseLine(int number, string text)
    {
        var digits = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter != '-').Select(AsDigit));
        if (digits.Select(letter => (char?)letter).FirstOrDefault(letter => !char.IsAsciiHexDigit(letter!.Value)) is { } wrong)
            throw new KeyFileException($"The key file's line {number}: is mistyped: '{wrong}' is none of 0 to 9 and a to f.");
        if (digits.Length != 2 * (LineSize + CheckSize))
        {
            throw new KeyFileException(
                $"The key file's line {number}: is mistyped: it has {digits.Length} digits "
                + $"instead of {2 * (LineSize + CheckSize)}.");
        }

        var bytes = Convert.FromHexString(digits);
        return LineCheck(number, bytes.AsSpan(0, LineSize)).AsSpan().SequenceEqual(bytes.AsSpan(LineSize))
            ? bytes[..LineSize]
            : throw new KeyFileException(
                $"The key file's line {number}: is mistyped: its digits don't agree with the last four.");
    }

    /// <summary>Letters that are no digits, and look like one.</summary>
    private static char AsDigit(char letter) => letter switch
    {
        'o' or 'O' => '0',
        'l' or 'I' or 'i' => '1',
        _ => letter,
    };

    private static byte[] LineCheck(int number, ReadOnlySpan<byte> line) =>
        SHA256.HashData([.. LinePurpose, (byte)('0' + number), .. line])[..CheckSize];

    private static byte[] WholeCheck(byte[] bytes) => SHA256.HashData([.. WholePurpose, .. bytes])[..LineSize];
}
