using Cairn.CommServe.Accounts;
using Cairn.CommServe.Browsing;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.CommServe.Tests.Jobs;
using Cairn.Repository.Trees;

namespace Cairn.CommServe.Tests.Browsing;

public sealed class BrowseTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _folder.Write("data/a.txt", "one");
        _folder.Write("data/deep/b.txt", "two");
        _folder.Write("projects/plan.txt", "plan");
        _server = await TestServer.StartAsync(_folder);
        await _server.BackedUpAsync(BackupLevel.Full);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_folder_shows_what_is_in_it()
    {
        var page = await BrowseAsync(new BrowseQuery { Path = _folder["data"] });

        Assert.Equal([("a.txt", EntryKind.File, 3L), ("deep", EntryKind.Directory, 0L)],
            page.Items.Select(item => (item.Name, item.Kind, item.Kind is EntryKind.File ? item.Size : 0)));
        Assert.Equal(_folder["data/a.txt"], page.Items[0].Path);
    }

    [Theory]
    [InlineData("{0}//deep///")]
    [InlineData("\\{0}\\deep\\")]
    public async Task Separators_may_be_doubled_trailing_or_backslashes(string form)
    {
        var data = form.Contains('\\', StringComparison.Ordinal) ? _folder["data"].Replace('/', '\\') : _folder["data"];
        var page = await BrowseAsync(new BrowseQuery { Path = string.Format(null, form, data) });

        Assert.Equal(["b.txt"], page.Items.Select(item => item.Name));
    }

    [Fact]
    public async Task A_file_shows_itself()
    {
        var page = await BrowseAsync(new BrowseQuery { Path = _folder["data/a.txt"] });

        Assert.Equal(_folder["data/a.txt"], page.Items.Single().Path);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var first = await BrowseAsync(new BrowseQuery { Path = _folder["data"], Take = 1 });
        var second = await BrowseAsync(new BrowseQuery { Path = _folder["data"], Take = 1, Skip = 1 });

        Assert.Equal(("a.txt", true), (first.Items.Single().Name, first.More));
        Assert.Equal(("deep", false), (second.Items.Single().Name, second.More));
    }

    [Theory]
    [InlineData("b.*", "/deep/b.txt")]
    [InlineData("deep/?.txt", "/deep/b.txt")]
    [InlineData("**/*.txt", "/a.txt", "/deep/b.txt")]
    [InlineData("\\**\\*", "/a.txt", "/deep", "/deep/b.txt")]
    [InlineData("nothing")]
    public async Task Finding_matches_names_or_paths_below_a_folder(string pattern, params string[] expected)
    {
        var page = await BrowseAsync(new BrowseQuery { Mode = BrowseMode.Find, Path = _folder["data"], Pattern = pattern });

        Assert.Equal(expected, page.Items.Select(item => item.Path[_folder["data"].Length..]));
    }

    [Fact]
    public async Task A_backup_set_shows_its_subclients_together()
    {
        await _server.BackedUpAsync(BackupLevel.Full, TestServer.Projects);
        var page = await _server.Browse.ListAsync(new BrowseQuery { BackupSetId = TestServer.BackupSetId, Path = _folder.Path }, UserRights.Everything, Cancellation);

        Assert.Equal([("data", TestServer.Default), ("projects", TestServer.Projects)], page.Items.Select(item => (item.Name, item.SubclientId)));
    }

    [Fact]
    public async Task Versions_are_the_different_states_of_a_path()
    {
        await _server.BackedUpAsync(BackupLevel.Incremental);
        _folder.Write("data/a.txt", "changed");
        var last = await _server.BackedUpAsync(BackupLevel.Incremental);
        var page = await BrowseAsync(new BrowseQuery { Mode = BrowseMode.Versions, Path = _folder["data/a.txt"] });

        Assert.Equal([(1, 3L), (2, 7L)], page.Items.Select(item => (item.Version, item.Size)));
        Assert.Equal(last.Id, page.Items[1].JobId);
    }

    [Fact]
    public async Task The_state_at_a_time_is_that_of_the_last_backup_before_it()
    {
        var before = _server.Time.GetUtcNow();
        _server.Time.Advance(TimeSpan.FromMinutes(5));
        File.Delete(_folder["data/a.txt"]);
        await _server.BackedUpAsync(BackupLevel.Incremental);

        Assert.Equal(2, (await BrowseAsync(new BrowseQuery { Path = _folder["data"], At = before })).Items.Count);
        Assert.Single((await BrowseAsync(new BrowseQuery { Path = _folder["data"] })).Items);
    }

    [Theory]
    [InlineData("/nowhere", "unknown-path")]
    [InlineData("/a/../b", "invalid-path")]
    public async Task A_path_that_is_not_there_is_refused(string path, string word) =>
        Assert.Equal(word, (await Assert.ThrowsAsync<RefusalException>(() => BrowseAsync(new BrowseQuery { Path = path }))).Word);

    [Fact]
    public async Task A_subclient_without_a_backup_says_so()
    {
        var query = new BrowseQuery { SubclientId = TestServer.Projects };

        Assert.Equal("no-backup", (await Assert.ThrowsAsync<RefusalException>(() => _server.Browse.ListAsync(query, UserRights.Everything, Cancellation))).Word);
    }

    private Task<BrowsePage> BrowseAsync(BrowseQuery query) =>
        _server.Browse.ListAsync(query with { SubclientId = TestServer.Default }, UserRights.Everything, Cancellation);
}
