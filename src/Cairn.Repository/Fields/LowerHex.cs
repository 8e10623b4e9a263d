using System.Buffers;

namespace Cairn.Repository.Fields;

/// <summary>Hexadecimal digits as the format writes them: lower-case only, so that each value has one spelling.</summary>
internal static class LowerHex
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool Is(ReadOnlySpan<char> text, int digits) => text.Length == digits && !text.ContainsAnyExcept(Digits);
}
