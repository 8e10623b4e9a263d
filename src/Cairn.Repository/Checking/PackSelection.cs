using Cairn.Repository.Packs;

namespace Cairn.Repository.Checking;

/// <summary>Chooses which packs are read wholly: as many as make up a share of all their bytes, and one at least.</summary>
internal static class PackSelection
{
    /// <summary>Any of them, evenly.</summary>
    public static List<ListedPack> AtRandom(IEnumerable<ListedPack> packs, double percent, RandomSource random)
    {
        var shuffled = packs.ToArray();
        if (percent < 100)
            for (var i = shuffled.Length - 1; i > 0; i--)
            {
                var other = random.Choose(i + 1);
                (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
            }
        return Share(shuffled, percent);
    }

    /// <summary>Those that come after <paramref name="mark"/> in the order of names, and then from the first on.</summary>
    public static List<ListedPack> After(PackId? mark, IEnumerable<ListedPack> packs, double percent)
    {
        var sorted = packs.OrderBy(listed => listed.Pack.Value).ToList();
        var start = mark is { } last ? sorted.FindIndex(listed => listed.Pack.Value > last.Value) : 0;
        return Share([.. sorted[Math.Max(0, start)..], .. sorted[..Math.Max(0, start)]], percent);
    }

    private static List<ListedPack> Share(ListedPack[] packs, double percent)
    {
        var wanted = packs.Sum(listed => (double)listed.Length) * percent / 100;
        var chosen = new List<ListedPack>();
        for (var i = 0; i < packs.Length && (i == 0 || wanted > 0); i++)
        {
            chosen.Add(packs[i]);
            wanted -= packs[i].Length;
        }
        return chosen;
    }
}
