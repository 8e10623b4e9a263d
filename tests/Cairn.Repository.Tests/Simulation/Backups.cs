using Cairn.Repository.Faults;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>Backs a host up as the File System agent does: several workers, contents of the last snapshot reused.</summary>
internal sealed class Backups
{
    private readonly SimulatedProcess _me;
    private readonly WriteSession _session;
    private readonly Dictionary<string, FileContent> _contents = [];

    private Backups(SimulatedProcess me, WriteSession session) => (_me, _session) = (me, session);

    public static Task RunAsync(SimulatedProcess me, World world) =>
        RunAsync(me, world, world.Hosts[me.Random.Choose(world.Hosts.Count)]);

    public static async Task RunAsync(SimulatedProcess me, World world, Host host)
    {
        host.Source.Change(world.Random, world.Profile.Contents);
        var files = new SortedDictionary<string, byte[]>(host.Source.Files, StringComparer.Ordinal);
        var repository = await me.OpenAsync();
        await using var session = await WriteSession.BeginAsync(repository, default);
        var backup = new Backups(me, session);
        await backup.ReuseAsync(world, host.Last, files);
        await backup.StoreAsync(files);
        if (me.Random.Choose(12) == 0)
            return;
        var root = await backup.FolderAsync("", files.Keys);
        me.Commits = files;
        var snapshot = await session.CommitAsync(Sample.Description(), root, default);
        world.Oracle.Acknowledge(snapshot.Id, files);
        host.Last = snapshot;
    }

    private async Task ReuseAsync(World world, Snapshot? last, SortedDictionary<string, byte[]> files)
    {
        if (last is null || _me.Random.Choose(4) == 0)
            return;
        var before = world.Oracle.FilesOf(last.Id);
        try
        {
            await foreach (var (path, entry) in Restoring.EntriesAsync(_session.Repository, last.Root, ""))
                if (entry.Content is { } content
                    && files.TryGetValue(path, out var bytes) && before[path].AsSpan().SequenceEqual(bytes)
                    && await _session.HasAllAsync(content, default))
                    _contents[path] = content;
        }
        catch (RepositoryException)
        {
            // It was forgotten, or couldn't be read: what is missing is stored again.
        }
    }

    private Task StoreAsync(SortedDictionary<string, byte[]> files)
    {
        var waiting = new Queue<string>(files.Keys.Where(path => !_contents.ContainsKey(path)));
        return Task.WhenAll(Enumerable.Range(0, 1 + _me.Random.Choose(3)).Select(_ => WorkAsync(waiting, files)));
    }

    private async Task WorkAsync(Queue<string> waiting, SortedDictionary<string, byte[]> files)
    {
        using var writer = _session.OpenContentWriter();
        while (waiting.TryDequeue(out var path))
        {
            _contents[path] = await StoreAsync(writer, files[path]);
            if (_me.Random.Choose(12) == 0)
                await _session.CheckpointAsync(default);
        }
    }

    /// <summary>Long files come piece by piece, short ones may be kept in their entry.</summary>
    private async ValueTask<FileContent> StoreAsync(ContentWriter writer, byte[] bytes)
    {
        if (_me.Random.Choose(3) == 0)
            return await writer.WriteAsync(bytes, default);
        bytes.CopyTo(writer.GetMemory());
        await writer.AdvanceAsync(bytes.Length, default);
        return await writer.CompleteAsync(default);
    }

    private async Task<TreeRef> FolderAsync(string prefix, IEnumerable<string> paths)
    {
        var writer = _session.OpenTreeWriter();
        foreach (var name in paths.GroupBy(path => path[prefix.Length..].Split('/')[0]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var path = prefix + name.Key;
            var entry = _contents.TryGetValue(path, out var content)
                ? Sample.FileEntry(name.Key, content)
                : Sample.FolderEntry(name.Key, await FolderAsync(path + "/", name));
            await writer.AddAsync(entry, default);
        }
        return await writer.FinishAsync(default);
    }
}
