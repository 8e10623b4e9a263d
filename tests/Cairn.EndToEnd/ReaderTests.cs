using System.Text;
using Cairn.Repository;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.EndToEnd;

/// <summary>
/// A second reader, in Python and written from docs/repository-format.md alone, reads what the program wrote: so the page is
/// complete, and data comes back without the program.
/// </summary>
public sealed class ReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Repository => Path.Combine(folder.Path, "repository");

    private string KeyFile => Path.Combine(folder.Path, "key");

    [Fact]
    public async Task It_restores_what_was_backed_up_by_way_of_the_index_and_without_it()
    {
        var source = await BackUpAsync();
        var listing = await TreeListing.OfAsync(source);

        foreach (var (target, options) in new[] { ("by-index", Array.Empty<string>()), ("by-packs", ["--no-index"]) })
        {
            await ReadAsync([.. options, "restore", "latest", Path.Combine(folder.Path, target)]);
            await TreeListing.AssertEqualAsync(listing, Path.Combine(folder.Path, target) + source);
        }

        var sparse = await Program.ShellAsync(folder.Path, $"stat -c %b by-index{source}/sparse");
        Assert.True(long.Parse(sparse, System.Globalization.CultureInfo.InvariantCulture) < 1000, "the holes were filled: " + sparse);
    }

    [Fact]
    public async Task It_lists_what_the_program_lists()
    {
        var source = await BackUpAsync();
        var program = await CairnAsync("ls", "latest", source, "--recursive");

        var listed = await ReadAsync("ls", "latest");

        foreach (var name in new[] { "texts/3", "deep/er/est", "dangling", "pipe" })
        {
            var line = Assert.Single(listed.Split('\n'), line => line.EndsWith($"{source}/{name}", StringComparison.Ordinal));
            Assert.Contains(program.Split('\n'), other => other.StartsWith(line[..10], StringComparison.Ordinal)
                && other.Contains($"{source}/{name}", StringComparison.Ordinal));
        }

        Assert.Single((await ReadAsync("snapshots")).TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task It_reads_every_snapshot_of_a_repository_that_lives()
    {
        var source = await BackUpAsync();
        var first = await TreeListing.OfAsync(source);
        await SourceTree.ChangeAsync(source);
        await CairnAsync("backup", source);
        var snapshots = (await ReadAsync("snapshots")).TrimEnd().Split('\n');

        await ReadAsync("restore", snapshots[0].Split(' ')[0], Path.Combine(folder.Path, "first"));
        await ReadAsync("restore", snapshots[1].Split(' ')[0][..8], Path.Combine(folder.Path, "second"));

        await TreeListing.AssertEqualAsync(first, Path.Combine(folder.Path, "first") + source);
        await TreeListing.AssertEqualAsync(await TreeListing.OfAsync(source), Path.Combine(folder.Path, "second") + source);
    }

    [Fact]
    public async Task It_links_names_of_one_inode_only_if_they_hold_the_same()
    {
        await BackUpAsync();
        await CommitNamesOfOneInodeAsync(("a", "before"), ("b", "before"), ("c", "after!"));

        var target = Path.Combine(folder.Path, "target");
        await ReadAsync("restore", "latest", target);

        Assert.Equal("before before after!\n2 2 1\n", await Program.ShellAsync(target, "echo $(cat a b c); echo $(stat -c %h a b c)"));
    }

    [Fact]
    public async Task It_passes_over_what_dead_backups_and_collections_leave()
    {
        var source = await BackUpAsync();
        var first = (await ReadAsync("snapshots")).Split(' ')[0];
        await SourceTree.ChangeAsync(source);
        await CairnAsync("backup", source);
        await KillBackupAsync(source);
        await CairnAsync("forget", first, "--prune", "--max-unused", "0");
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Repository, "collections"), "*", SearchOption.AllDirectories));

        var listed = (await ReadAsync("snapshots")).TrimEnd().Split('\n').Select(line => line[..12]);
        Assert.Equal((await CairnAsync("snapshots")).TrimEnd().Split('\n').Skip(1).Select(line => line[..12]), listed);
        await ReadAsync("restore", "latest", Path.Combine(folder.Path, "target"));
        await TreeListing.AssertEqualAsync(await TreeListing.OfAsync(source), Path.Combine(folder.Path, "target") + source);
    }

    [Fact]
    public async Task It_opens_the_golden_repository_with_its_passphrase()
    {
        var password = Path.Combine(folder.Path, "password");
        await File.WriteAllTextAsync(password, "correct horse battery staple\n", TestContext.Current.CancellationToken);
        var (byReader, byProgram) = (Path.Combine(folder.Path, "by-reader"), folder.Sub("by-program"));
        await Program.ShellAsync(folder.Path, $"cp -r '{Program.GoldenRepository}' repository");

        var read = await Program.ReaderAsync("--repo", Repository, "--password-file", password, "restore", "latest", byReader);
        Assert.True(read.ExitCode == 0, read.Error);
        var restored = await Program.CairnAsync(
            folder.Path, "repo", "restore", "latest", "--target", byProgram, "--repo", Repository, "--password-file", password);
        Assert.True(restored.ExitCode == 0, restored.Error);

        // The sockets in "many" are made up: all are names of one file, with fewer links than that.
        Assert.Equal("600", (await Program.ShellAsync(byReader, "ls many | wc -l; rm -r many")).Trim());
        await Program.ShellAsync(byProgram, "rm -r many");
        await TreeListing.AssertEqualAsync(await TreeListing.OfAsync(byProgram), byReader);
    }

    [Fact]
    public async Task It_refuses_what_was_altered_and_keys_that_may_not_read()
    {
        var source = await BackUpAsync();
        await CairnAsync("key", "export", "--write-only", KeyFile + "-writer");
        var writer = await Program.ReaderAsync("--repo", Repository, "--key-file", KeyFile + "-writer", "snapshots");
        Assert.Equal((1, "cairn_reader: these keys let write only\n"), (writer.ExitCode, writer.Error));

        foreach (var pack in Directory.GetFiles(Path.Combine(Repository, "packs"), "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(pack, TestContext.Current.CancellationToken);
            bytes[200] ^= 1;
            await File.WriteAllBytesAsync(pack, bytes, TestContext.Current.CancellationToken);
        }

        var outcome = await Program.ReaderAsync(
            "--repo", Repository, "--key-file", KeyFile, "restore", "latest", Path.Combine(folder.Path, "target") + source.Length);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("it was altered", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A new repository with one snapshot of a tree of everything; gives the tree's folder.</summary>
    private async Task<string> BackUpAsync()
    {
        var source = folder.Sub("source");
        await SourceTree.MakeAsync(source);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "password"), "secret\n", TestContext.Current.CancellationToken);
        await CairnAsync("init");
        await CairnAsync("backup", source);
        await CairnAsync("key", "export", KeyFile);
        return source;
    }

    /// <summary>As if the inode had been changed, or its number given away, while it was backed up.</summary>
    private async Task CommitNamesOfOneInodeAsync(params (string Name, string Line)[] files)
    {
        var cancel = TestContext.Current.CancellationToken;
        var repository = await BackupRepository.OpenAsync(new LocalDisk(Repository), "secret", TimeProvider.System, cancel);
        await using var session = await WriteSession.BeginAsync(repository, cancel);
        using var contents = session.OpenContentWriter();
        var tree = session.OpenTreeWriter();
        foreach (var (name, line) in files)
        {
            var count = Encoding.ASCII.GetBytes(line + "\n", contents.GetMemory().Span);
            await contents.AdvanceAsync(count, cancel);
            var content = await contents.CompleteAsync(cancel);
            await tree.AddAsync(
                new Entry
                {
                    Name = EntryName.FromUtf8(name),
                    Kind = EntryKind.File,
                    Mode = 0x180,
                    Inode = 5,
                    LinkCount = 3,
                    Size = content.Length,
                    Content = content,
                },
                cancel);
        }

        var description = new SnapshotDescription { Host = "here", Level = "FULL" };
        await session.CommitAsync(description, await tree.FinishAsync(cancel), cancel);
    }

    /// <summary>Kills a backup as soon as its session shows itself; maybe it had ended by then.</summary>
    private async Task KillBackupAsync(string source)
    {
        var start = Program.StartInfo(
            "repo", "backup", source, "--full", "--repo", Repository, "--password-file", Path.Combine(folder.Path, "password"));
        using var process = System.Diagnostics.Process.Start(start)!;
        while (!process.HasExited && !Directory.EnumerateFiles(Path.Combine(Repository, "sessions")).Any())
            await Task.Yield();
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> CairnAsync(params string[] arguments)
    {
        var outcome = await Program.CairnAsync(
            folder.Path, ["repo", .. arguments, "--repo", Repository, "--password-file", Path.Combine(folder.Path, "password")]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        return outcome.Output;
    }

    private async Task<string> ReadAsync(params string[] arguments)
    {
        var outcome = await Program.ReaderAsync(["--repo", Repository, "--key-file", KeyFile, .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        return outcome.Output;
    }
}
