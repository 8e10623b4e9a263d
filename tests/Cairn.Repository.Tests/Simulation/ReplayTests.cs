using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Simulation;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_seed_makes_the_same_objects_again_and_another_makes_others()
    {
        var objects = await ObjectsOfAsync(seed: 1);
        Assert.Equal(objects, await ObjectsOfAsync(seed: 1));
        var others = await ObjectsOfAsync(seed: 2);
        Assert.Equal(["config", "parity/config"], objects.Keys.Intersect(others.Keys));
    }

    private static async Task<SortedDictionary<string, byte[]>> ObjectsOfAsync(int seed)
    {
        var store = new MemoryStore();
        var repository = await BackupRepository.CreateAsync(
            store, Passphrase, SmallOptions, new FixedTime(), new SeededRandom(seed), Cancel);
        await BackUpAsync(repository, Files(("a", RandomBytes(1, 300_000)), ("b", RandomBytes(2, 5_000))));
        return new SortedDictionary<string, byte[]>(store.Objects, StringComparer.Ordinal);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
