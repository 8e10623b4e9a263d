using Cairn.Repository.Trees;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>Reads whole snapshots.</summary>
internal static class Restoring
{
    public static async Task<SortedDictionary<string, byte[]>> FilesAsync(BackupRepository repository, TreeRef root)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var (path, entry) in EntriesAsync(repository, root, ""))
            if (entry.Content is { } content)
                files[path] = await ReadAsync(repository, content);
        return files;
    }

    public static async IAsyncEnumerable<(string Path, Entry Entry)> EntriesAsync(
        BackupRepository repository, TreeRef folder, string prefix)
    {
        await foreach (var entry in new TreeReader(repository).ReadAsync(folder, default))
        {
            yield return (prefix + entry.Name, entry);
            if (entry.Subtree is not { } subtree)
                continue;
            await foreach (var below in EntriesAsync(repository, subtree, $"{prefix}{entry.Name}/"))
                yield return below;
        }
    }

    public static bool AreSame(SortedDictionary<string, byte[]> left, SortedDictionary<string, byte[]> right) =>
        left.Keys.SequenceEqual(right.Keys) && left.Values.Zip(right.Values).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static async Task<byte[]> ReadAsync(BackupRepository repository, FileContent content)
    {
        var bytes = new byte[content.Length];
        await foreach (var piece in new ContentReader(repository).ReadAsync(content, default))
            piece.Data.CopyTo(bytes.AsMemory((int)piece.Offset));
        return bytes;
    }
}
