using Cairn.Cli.Display;
using Cairn.Repository.Trees;

namespace Cairn.Cli.Tests;

public sealed class DisplayTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void Bytes_are_shown_in_the_unit_that_fits(long bytes, string expected) => Assert.Equal(expected, Figures.Bytes(bytes));

    [Fact]
    public void A_table_aligns_its_columns_and_cuts_nothing()
    {
        var table = new TextTable("A", "LONGER");
        table.Add("a long cell", "x");
        using var writer = new StringWriter { NewLine = "\n" };
        table.WriteTo(writer);

        Assert.Equal("A            LONGER\na long cell  x\n", writer.ToString());
    }

    [Fact]
    public void Control_characters_of_names_are_shown_not_obeyed()
    {
        Assert.Equal("a\\x1B[2Jb\\x0Ac é", "a\u001b[2Jb\nc é".AsText());
        var table = new TextTable("PATH");
        table.Add("/bell\a");
        using var writer = new StringWriter { NewLine = "\n" };
        table.WriteTo(writer);

        Assert.Equal("PATH\n/bell\\x07\n", writer.ToString());
    }

    [Theory]
    [InlineData(1, "1 difference")]
    [InlineData(1000, "1,000 differences")]
    public void Counts_agree_with_their_nouns(long count, string expected) => Assert.Equal(expected, Figures.Count(count, "difference"));

    [Fact]
    public void Progress_lines_come_with_each_phase_and_each_tenth()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var lines = new ProgressLines(writer);
        foreach (var percent in (double[])[0, 4, 11, 12, 35])
            lines.Show(new ProgressState("Backup", percent, ""));
        lines.Show(new ProgressState("Archive Index", null, ""));

        Assert.Equal("Backup 0 %\nBackup 11 %\nBackup 35 %\nArchive Index\n", writer.ToString());
    }

    [Theory]
    [InlineData(EntryKind.Directory, 0b001_111_111_101u, "drwxrwxr-t")]
    [InlineData(EntryKind.File, 0b110_100_101_000u, "-r-Sr-s---")]
    [InlineData(EntryKind.SymbolicLink, 0b000_111_111_111u, "lrwxrwxrwx")]
    public void Modes_read_as_ls_writes_them(EntryKind kind, uint mode, string expected) =>
        Assert.Equal(expected, ModeText.Of(new Entry { Name = EntryName.FromUtf8("x"), Kind = kind, Mode = mode }));
}
