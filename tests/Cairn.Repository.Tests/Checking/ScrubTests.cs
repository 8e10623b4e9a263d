using Cairn.Repository.Checking;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

public sealed class ScrubTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_series_of_scrubs_reads_everything_in_turn_and_begins_again()
    {
        await BackUpAsync(await CreateAsync(_store), Files(("a", RandomBytes(1, 600_000))));
        var packs = _store.Names("packs/").Count;
        Assert.True(packs >= 6);
        foreach (var name in _store.Names("packs/"))
            _store.Objects[name][100] ^= 1;
        for (var round = 0; round < 2; round++)
        {
            var (read, found) = (0L, new HashSet<string>());
            while (read < packs)
            {
                var report = await CheckAsync(_store, new CheckOptions { ReadData = true, Percent = 0.1, Scrub = true });
                Assert.Equal(1, report.PacksRead);
                read += report.PacksRead;
                found.UnionWith(report.Findings.Select(finding => finding.ObjectName));
            }
            Assert.Equal(packs, found.Count);
        }
        Assert.Single(_store.Names("scrub/"));
    }

    /// <summary>Then the check looks again at everything, and had moved its mark already.</summary>
    [Fact]
    public async Task What_a_scrub_finds_is_told_though_the_index_is_replaced_meanwhile()
    {
        await BackUpAsync(await CreateAsync(_store), Files(("a", RandomBytes(1, 300_000))));
        DamageFirstPack();
        for (var step = 1; ; step++)
        {
            var copy = _store.Copy();
            var store = new SteppedStore(
                copy, step, async () => await new IndexRebuild(await OpenAsync(copy)).RunAsync(Cancel));
            var report = await CheckAsync(store, new CheckOptions { ReadData = true, Percent = 0.1, Scrub = true });
            Assert.True(report.HasLosses, $"nothing was told at step {step}");
            if (!store.WasReached)
                return;
        }
    }

    [Fact]
    public async Task One_run_reads_the_same_packs_however_often_it_looks()
    {
        var repository = await CreateAsync(_store);
        await BackUpAsync(repository, Files(("a", RandomBytes(1, 600_000))));
        var packs = await PackList.ReadAsync(_store, Cancel).ToListAsync(Cancel);
        var choice = new PackChoice(repository, new CheckOptions { ReadData = true, Percent = 20 });
        var chosen = await choice.OfAsync(packs, Cancel);
        Assert.InRange(chosen.Count, 1, packs.Count - 1);
        for (var i = 0; i < 10; i++)
            Assert.Equal(chosen, await choice.OfAsync(packs, Cancel));
        Assert.Equal(chosen.Skip(1), await choice.OfAsync([.. packs.Except(chosen[..1])], Cancel));
    }

    [Fact]
    public async Task A_repair_that_makes_the_index_anew_mends_what_it_found_before()
    {
        await BackUpAsync(await CreateAsync(_store), Files(("a", RandomBytes(1, 600_000))));
        var damaged = DamageFirstPack();
        foreach (var name in _store.Names(IndexSegment.Prefix))
            _store.Objects[name][20] ^= 1;
        var options = new CheckOptions { ReadData = true, Percent = 0.1, Scrub = true };
        var report = await new RepositoryRepair(await OpenAsync(_store)).RunAsync(options, null, Cancel);
        Assert.True(report.IndexRebuilt);
        Assert.Contains(report.Check.Findings, finding => finding.ObjectName == damaged);
        Assert.DoesNotContain(damaged, _store.Objects.Keys);
    }

    [Fact]
    public async Task A_mark_that_was_altered_counts_for_nothing()
    {
        var repository = await CreateAsync(_store);
        var mark = new ScrubMark(repository);
        await mark.WriteAsync(new PackId(7), Cancel);
        Assert.Equal(new PackId(7), await mark.ReadAsync(Cancel));
        var name = _store.Names("scrub/").Single();
        for (var i = 0; i < _store.Objects[name].Length; i++)
        {
            _store.Objects[name][i] ^= 1;
            Assert.Null(await mark.ReadAsync(Cancel));
            _store.Objects[name][i] ^= 1;
        }
        _store.Objects["scrub/00000000000000000009"] = _store.Objects[name];
        Assert.Null(await mark.ReadAsync(Cancel));
        await mark.WriteAsync(new PackId(8), Cancel);
        Assert.Equal(new PackId(8), await mark.ReadAsync(Cancel));
    }

    [Fact]
    public void As_many_packs_are_chosen_as_make_up_the_share() =>
        Gen.Select(Gen.UInt.HashSet[0, 40], Gen.Double[0.01, 100], Gen.UInt).Sample((ids, percent, mark) =>
        {
            var packs = ids.Select(id => new ListedPack(new PackId(id), 1 + id % 1000)).ToArray();
            var total = packs.Sum(pack => pack.Length);
            foreach (var chosen in (List<ListedPack>[])
                [PackSelection.AtRandom(packs, percent, RandomSource.System), PackSelection.After(new PackId(mark), packs, percent)])
            {
                Assert.Equal(chosen.Count, chosen.Distinct().Count());
                if (packs.Length == 0)
                    continue;
                Assert.NotEmpty(chosen);
                Assert.True(percent == 100 || chosen.Sum(pack => pack.Length) >= total * percent / 100 * 0.999999);
                Assert.True(chosen.SkipLast(1).Sum(pack => pack.Length) <= total * percent / 100);
            }
            var first = packs.OrderBy(pack => pack.Pack.Value).FirstOrDefault(pack => pack.Pack.Value > mark);
            if (first != default)
                Assert.Equal(first, PackSelection.After(new PackId(mark), packs, percent)[0]);
        });

    /// <summary>In a record, past the help of parity.</summary>
    private string DamageFirstPack()
    {
        var pack = _store.Names(PackId.Prefix)[0];
        _store.Objects[pack][200] ^= 1;
        _store.Objects.TryRemove(ParityObjects.NameOf(pack), out _);
        return pack;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(double.NaN)]
    public async Task Impossible_shares_are_refused(double percent)
    {
        await CreateAsync(_store);
        await Assert.ThrowsAsync<ArgumentException>(() => CheckAsync(_store, new CheckOptions { ReadData = true, Percent = percent }));
    }
}
