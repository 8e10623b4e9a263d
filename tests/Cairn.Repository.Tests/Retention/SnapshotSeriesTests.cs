using Cairn.Repository.Retention;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Tests.Retention;

public sealed class SnapshotSeriesTests
{
    [Fact]
    public void Backups_of_one_host_and_the_same_paths_are_one_series()
    {
        var series = SnapshotSeries.Group(
        [
            Of(1, "host002", "/etc"), Of(2, "host001", "/etc", "/home"), Of(3, "host001", "/etc"), Of(4, "host001", "/home", "/etc"),
        ]);

        string[] expected = ["host001: 3", "host001: 2 4", "host002: 1"];
        Assert.Equal(expected, series.Select(one => $"{one.Host}: {string.Join(' ', one.Snapshots.Select(Number))}"));
    }

    [Theory]
    [InlineData("host001", "", "", "2 3")]
    [InlineData("host001 host002", "", "", "1 2 3")]
    [InlineData("", "/etc", "", "1 2 3")]
    [InlineData("", "/etc /home", "", "2")]
    [InlineData("", "", "keep", "1 2")]
    [InlineData("", "", "keep=2", "2")]
    [InlineData("host001", "/etc", "keep=1", "")]
    [InlineData("host003", "", "", "")]
    public void Hosts_paths_and_tags_restrict(string hosts, string paths, string tags, string expected)
    {
        Snapshot[] snapshots =
        [
            Tagged(Of(1, "host002", "/etc"), "1"), Tagged(Of(2, "host001", "/etc", "/home"), "2"), Of(3, "host001", "/etc"),
        ];
        var filter = new SnapshotFilter { Hosts = Words(hosts), Paths = Words(paths), Tags = Words(tags) };

        Assert.Equal(expected, string.Join(' ', snapshots.Where(filter.Includes).Select(Number)));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Number(Snapshot snapshot) => snapshot.Id.ToString().TrimStart('0');

    private static Snapshot Tagged(Snapshot snapshot, string value) => snapshot with
    {
        Description = snapshot.Description with { Labels = new Dictionary<string, string> { ["keep"] = value } },
    };

    private static Snapshot Of(int number, string host, params string[] paths) => new(
        SnapshotId.Parse($"{number:x32}"),
        new TreeRef(default(ChunkId)),
        new SnapshotDescription { Host = host, Level = "FULL", Paths = paths });
}
