namespace Cairn.Wire.Tests;

/// <summary>The reference page's parameters, the message records and the tables of docs/api.md know the same.</summary>
public sealed class ParameterTableTests
{
    private const int Columns = 6;
    private const string LeavesOut = "thers are refused";

    private static readonly IReadOnlyDictionary<(string Place, string Name), string[]> Rows = ReadRows();

    public static TheoryData<string, string> Parameters => new(PageParameter.All.Select(parameter => (parameter.Place, parameter.Name)));

    [Fact]
    public void The_page_has_107_parameters_and_each_is_listed_once() =>
        Assert.Equal((107, 107), (PageParameter.All.Count, PageParameter.All.Distinct().Count()));

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_parameter_has_a_member_in_the_message_records(string place, string name) => Assert.NotNull(Find(place, name).Member);

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_parameter_has_a_row_that_says_its_values_default_effect_and_agents(string place, string name)
    {
        Assert.True(Rows.TryGetValue((place, name), out var cells), $"docs/api.md has no row for {name} under \"#### {place}\".");
        Assert.Equal(Columns, cells.Length);
        Assert.All(cells[1..5], cell => Assert.NotEqual("", cell));
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void The_row_has_the_values_that_the_codec_reads(string place, string name)
    {
        var (values, effect) = (Rows[(place, name)][1], Rows[(place, name)][3]);
        var member = Find(place, name).Member!;

        if (member.Scalar is null)
            Assert.Equal($"a text (its {member.Record.TextMember!.Name}), or members", values);
        else if (effect.Contains(LeavesOut, StringComparison.Ordinal) && member.ItemType.IsEnum)
            Assert.ProperSubset(member.Scalar.Allowed.Split(", ").ToHashSet(), values.Split(", ").ToHashSet());
        else
            Assert.Equal(member.Scalar.Allowed, values);
    }

    [Fact]
    public void No_row_is_left_over() =>
        Assert.Empty(Rows.Keys.Except(PageParameter.All.Select(parameter => (parameter.Place, parameter.Name))));

    private static PageParameter Find(string place, string name) =>
        PageParameter.All.Single(parameter => parameter.Place == place && parameter.Name == name);

    /// <summary>The rows below each heading of the fourth level, which names an element with its parent.</summary>
    private static Dictionary<(string Place, string Name), string[]> ReadRows()
    {
        var rows = new Dictionary<(string, string), string[]>();
        string? place = null;
        foreach (var line in File.ReadLines(Fixtures.Documentation("api.md")))
        {
            if (line.StartsWith('#'))
                place = line.StartsWith("#### ", StringComparison.Ordinal) ? line[5..].Trim() : null;
            else if (place is not null && line.StartsWith("| `", StringComparison.Ordinal))
                AddRow(rows, place, [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim())]);
        }

        return rows;
    }

    private static void AddRow(Dictionary<(string, string), string[]> rows, string place, string[] cells)
    {
        // The last cell may be empty, and then went with the line's end.
        if (cells.Length == Columns - 1)
            cells = [.. cells, ""];
        rows.Add((place, cells[0].Trim('`')), cells);
    }
}
