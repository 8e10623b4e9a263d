namespace Cairn.Cli.Display;

/// <summary>Rows in aligned columns. Nothing is cut or wrapped, so that other programs can read it too.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const string Gap = "  ";

    private readonly List<string[]> rows = [headings];

    public void Add(params string[] cells) => rows.Add([.. cells.Select(cell => cell.AsText())]);

    public void WriteTo(TextWriter writer)
    {
        int[] widths = [.. headings.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
            writer.WriteLine(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
