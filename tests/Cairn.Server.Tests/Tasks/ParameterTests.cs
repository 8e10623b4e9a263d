using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Tasks;

/// <summary>Each parameter of the reference page is understood, kept and shown, and what docs/api.md calls kept is kept.</summary>
public sealed class ParameterTests(WorldServer world) : IClassFixture<WorldServer>
{
    private const string Kept = "kept, not acted on";

    /// <summary>Place, name, what it does and the agents it is for, from the tables of docs/api.md; that they have all of the page's is tested beside the records.</summary>
    public static TheoryData<string, string, string, string> Rows => new(ReadRows());

    [Fact]
    public void There_are_as_many_rows_as_parameters() => Assert.Equal(
        File.ReadLines(ProjectFiles.Reference("parameters.tsv")).Count(line => !line.StartsWith('#')) - 1, ReadRows().Count());

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_parameter_that_is_given_is_read_back_and_named_where_it_is_only_kept(string place, string name, string effect, string agents)
    {
        var (request, path, given) = ParameterRequest.Of(place, name);

        var task = await world.Server.TaskAsync(request);

        var entry = task["parameters"]!.AsArray().Single(parameter => (string?)parameter!["path"] == path)!;
        Assert.Equal(given, (string?)entry["given"]);
        Assert.NotEqual("unused", (string?)entry["use"]);
        if (effect.Contains(Kept, StringComparison.Ordinal))
            Assert.Contains(task[IsForFiles(agents) ? "notActedOn" : "notApplicable"]!.AsArray(), item => Names(name).Contains(((string)item!).Split('=')[0]));
    }

    /// <summary>The tasks of these tests are of the File System agent.</summary>
    private static bool IsForFiles(string agents) => agents.Contains("all", StringComparison.Ordinal) || agents.Contains("File System", StringComparison.Ordinal);

    /// <summary>An alert is named by its id, however it was given.</summary>
    private static string[] Names(string name) => name == "alertName" ? ["alertId"] : [name];

    private static IEnumerable<(string Place, string Name, string Effect, string Agents)> ReadRows()
    {
        string? place = null;
        foreach (var line in File.ReadLines(ProjectFiles.ApiPage))
        {
            if (line.StartsWith('#'))
                place = line.StartsWith("#### ", StringComparison.Ordinal) ? line[5..].Trim() : null;
            else if (place is not null && line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|') is var cells)
                yield return (place, cells[1].Trim(' ', '`'), cells[4].Trim(), cells[5].Trim());
        }
    }
}
