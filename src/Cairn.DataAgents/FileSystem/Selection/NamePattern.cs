using System.Buffers;
using System.Text;

namespace Cairn.DataAgents.FileSystem.Selection;

/// <summary>
/// One segment of a glob, matched against a whole name: <c>*</c> any run, <c>?</c> any one character (a byte where the name isn't UTF-8),
/// <c>[…]</c> a set, <c>\</c> the next character as it is.
/// </summary>
internal sealed class NamePattern
{
    private readonly List<Token> _tokens;

    private NamePattern(List<Token> tokens) => _tokens = tokens;

    private enum TokenKind
    {
        Literal,
        Any,
        Run,
        Set,
    }

    /// <exception cref="FormatException">A set has no end, a range falls, or the last character is a lone backslash.</exception>
    public static NamePattern Parse(ReadOnlySpan<byte> text)
    {
        var tokens = new List<Token>();
        while (!text.IsEmpty)
        {
            var first = text[0];
            if (first == '*')
                tokens.Add(new Token(TokenKind.Run));
            else if (first == '?')
                tokens.Add(new Token(TokenKind.Any));
            else if (first == '[')
            {
                tokens.Add(new Token(TokenKind.Set, Set: CharacterSet.Parse(text, out var length)));
                text = text[length..];
                continue;
            }
            else if (first == '\\')
            {
                text = text[1..];
                if (text.IsEmpty)
                    throw new FormatException("a backslash at the end escapes nothing");
                tokens.Add(new Token(TokenKind.Literal, text[0]));
            }
            else
                tokens.Add(new Token(TokenKind.Literal, first));
            text = text[1..];
        }
        return new NamePattern(tokens);
    }

    public bool Matches(ReadOnlySpan<byte> name)
    {
        // On a mismatch go back to the last run and let it take one more byte: no other choice ever needs to be looked at again.
        int token = 0, at = 0, afterRun = -1, runEnd = 0;
        while (true)
        {
            if (token < _tokens.Count && _tokens[token].Kind == TokenKind.Run)
            {
                afterRun = ++token;
                runEnd = at;
            }
            else if (at < name.Length && token < _tokens.Count && Step(_tokens[token], name[at..]) is > 0 and var length)
            {
                token++;
                at += length;
            }
            else if (at == name.Length && token == _tokens.Count)
                return true;
            else if (afterRun < 0 || runEnd >= name.Length)
                return false;
            else
            {
                token = afterRun;
                at = ++runEnd;
            }
        }
    }

    /// <summary>How many bytes at the start of <paramref name="rest"/> the token takes; 0: it doesn't match.</summary>
    private static int Step(Token token, ReadOnlySpan<byte> rest)
    {
        if (token.Kind == TokenKind.Literal)
            return rest[0] == token.Value ? 1 : 0;
        var isText = Rune.DecodeFromUtf8(rest, out var rune, out var length) == OperationStatus.Done;
        if (!isText)
            length = 1;
        return token.Kind == TokenKind.Any || token.Set!.Contains(isText ? rune : null) ? length : 0;
    }

    private readonly record struct Token(TokenKind Kind, byte Value = 0, CharacterSet? Set = null);
}
