using Cairn.Repository.Trees;

namespace Cairn.Cli.Display;

/// <summary>An entry's kind and permissions as ls writes them.</summary>
internal static class ModeText
{
    public static string Of(Entry entry)
    {
        Span<char> text = stackalloc char[10];
        text[0] = entry.Kind switch
        {
            EntryKind.Directory => 'd',
            EntryKind.SymbolicLink => 'l',
            EntryKind.CharacterDevice => 'c',
            EntryKind.BlockDevice => 'b',
            EntryKind.Fifo => 'p',
            EntryKind.Socket => 's',
            _ => '-',
        };
        for (var bit = 0; bit < 9; bit++)
            text[9 - bit] = (entry.Mode >> bit & 1) == 0 ? '-' : "xwr"[bit % 3];
        Mark(text, 3, entry.Mode, 0b100_000_000_000, 's');
        Mark(text, 6, entry.Mode, 0b010_000_000_000, 's');
        Mark(text, 9, entry.Mode, 0b001_000_000_000, 't');
        return new string(text);
    }

    /// <summary>The special bits share a letter with the right to execute: small with it, large without.</summary>
    private static void Mark(Span<char> text, int place, uint mode, uint bit, char letter)
    {
        if ((mode & bit) != 0)
            text[place] = text[place] == 'x' ? letter : char.ToUpperInvariant(letter);
    }
}
