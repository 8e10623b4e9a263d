using System.Diagnostics;
using System.Globalization;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Benchmarks;

/// <summary>
/// The index at a size that no test repository has: writes segments with random ids, 16 chunks to a pack, opens them as a
/// repository would, and measures what they take and how long a look-up takes.
/// </summary>
internal static class LargeIndex
{
    private const int ChunksOfPack = 16;
    private const int Asked = 1 << 20;

    private const string Usage =
        "usage: index [CHUNKS [SEGMENTS [FOLDER]]]   (100000000 chunks in 1 segment, in the temporary folder)";

    public static async Task<int> RunAsync(string[] args)
    {
        var numbers = args.Take(2)
            .Select(text => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0)
            .ToList();
        if (args.Length > 3 || numbers.Exists(value => value <= 0))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        var chunks = numbers.ElementAtOrDefault(0) is var first and > 0 ? first : 100_000_000;
        var segments = numbers.ElementAtOrDefault(1) is var second and > 0 ? second : 1;
        var folder = Directory.CreateDirectory(
            Path.Combine(args.ElementAtOrDefault(2) ?? Path.GetTempPath(), $"cairn-large-index-{Environment.ProcessId}")).FullName;
        try
        {
            await MeasureAsync(folder, chunks, segments);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, long chunks, long segments)
    {
        Directory.CreateDirectory(Path.Combine(folder, IndexSegment.Prefix));
        var random = new Random(1);
        var hits = new List<ChunkPrefix>();
        Say("write", Time(() =>
        {
            for (var i = 0; i < segments; i++)
                Write(folder, random, chunks / segments, hits);
        }), "");

        var asked = Shuffled(random, hits);
        var misses = Enumerable.Range(0, Asked).Select(_ => Random(random)).ToArray();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var index = new ChunkIndex(new LocalDisk(folder), Data.Keys);
        var opening = Stopwatch.StartNew();
        await index.RefreshAsync(null, CancellationToken.None);
        Say("open", opening.Elapsed, "");
        var view = index.View;
        Say("first look-ups, cold blocks verified", Time(() => Ask(view, asked, true)), PerLookUp(asked));
        Say("verify the rest", Time(() => view.Segments.ToList().ForEach(segment => segment.VerifyAll(default))), "");
        for (var round = 0; round < 3; round++)
        {
            Say("hits", Time(() => Ask(view, asked, true)), PerLookUp(asked));
            Say("misses", Time(() => Ask(view, misses, false)), PerLookUp(misses));
        }
        Console.WriteLine($"chunks        {view.Count,15:n0}");
        Console.WriteLine($"mapped bytes  {view.MappedBytes,15:n0}   {(double)view.MappedBytes / view.Count:f3} a chunk");
        Console.WriteLine($"managed heap  {GC.GetTotalMemory(forceFullCollection: true) - heap,15:n0}");
        GC.KeepAlive((asked, misses, hits, index));
    }

    /// <summary>Ids as the order statistics of even ones, so that they come sorted without being kept.</summary>
    private static void Write(string folder, Random random, long chunks, List<ChunkPrefix> hits)
    {
        var name = IndexSegment.NewName(Data.Keys.Random);
        using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        var writer = new SegmentWriter(file, new SegmentKeys(Data.Keys, name));
        var packs = (int)((chunks + ChunksOfPack - 1) / ChunksOfPack);
        var above = 1.0;
        for (var left = chunks; left > 0; left--)
        {
            above *= Math.Pow(1 - random.NextDouble(), 1.0 / left);
            var id = new ChunkPrefix((ulong)((1 - above) * ulong.MaxValue), (uint)random.Next());
            writer.Add(new SegmentEntry(id, random.Next(packs), random.Next(16 << 20), 1 << 20, ChunkKind.Data));
            if (random.NextInt64(chunks) < Asked)
                hits.Add(id);
        }
        writer.Complete(Packs(packs), 0);
    }

    private static IEnumerable<PackId> Packs(int count)
    {
        for (var i = 0; i < count; i++)
            yield return new PackId(UInt128.MaxValue / (UInt128)count * (UInt128)i);
    }

    private static ChunkPrefix Random(Random random) => new((ulong)random.NextInt64() << 1, (uint)random.Next());

    private static ChunkPrefix[] Shuffled(Random random, IEnumerable<ChunkPrefix> ids)
    {
        var shuffled = ids.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static void Ask(IndexView view, ChunkPrefix[] ids, bool expected)
    {
        foreach (var id in ids)
            if (view.TryFind(id, out _) != expected)
                throw new InvalidOperationException($"{id} should be {(expected ? "there" : "absent")}.");
    }

    private static TimeSpan Time(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return Environment.CpuUsage.TotalTime - before;
    }

    private static Func<TimeSpan, string> PerLookUp(ChunkPrefix[] ids) =>
        time => $"{time.TotalNanoseconds / ids.Length:f0} ns each";

    private static void Say(string what, TimeSpan cpu, Func<TimeSpan, string> more) => Say(what, cpu, more(cpu));

    private static void Say(string what, TimeSpan cpu, string more) =>
        Console.WriteLine($"{what,-40} {cpu.TotalSeconds,8:f2} s   {more}");
}
