using System.Diagnostics;

namespace Cairn.EndToEnd;

/// <summary>A thousand programs killed on one repository. A quarter of an hour, so it runs with <c>./test --long</c> only.</summary>
[Trait("Length", "long")]
public sealed class KillTests : IDisposable
{
    private const int Kills = 1000;
    private const int KillsBetweenChecks = 50;
    private const int LeastSnapshots = 4;
    private const int MostSnapshots = 20;

    private readonly TemporaryFolder folder = new();
    private readonly Random random;
    private readonly string source;
    private readonly RepositoryRun repository;

    /// <summary>What must restore: snapshots that a backup named, and the source as it was then.</summary>
    private readonly Dictionary<string, string> acknowledged = [];

    /// <summary>How long a verb takes when it isn't killed.</summary>
    private readonly Dictionary<string, TimeSpan> durations = [];
    private readonly Dictionary<string, int> killed = [];

    public KillTests()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed} (of the moments; what they meet is the machine's).");
        random = new Random(seed);
        source = folder.Sub("source");
        repository = new RepositoryRun(Path.Combine(folder.Path, "repository"));
    }

    [Fact]
    public async Task A_thousand_kills_at_random_moments_lose_no_acknowledged_backup()
    {
        await Program.ShellAsync(source, "mkdir a b c; for n in $(seq 60); do seq $n $((n * 40)) > a/$n; head -c $((n * 900)) /dev/urandom > b/$n; done");
        await repository.DoneAsync("init");
        var next = KillsBetweenChecks;
        while (killed.Values.Sum() < Kills)
        {
            // Sometimes two at once: a backup, and what runs beside it.
            var other = random.Next(3) == 0 ? RunAsync(Choose(["prune", "check", "forget", "rebuild-index"])) : Task.CompletedTask;
            await RunAsync(Choose(["backup", "backup", "backup", "prune", "forget", "check"]));
            await other;
            if (killed.Values.Sum() < next)
                continue;
            next += KillsBetweenChecks;
            TestContext.Current.TestOutputHelper?.WriteLine($"{killed.Values.Sum()} kills, {acknowledged.Count} snapshots.");
            await AssertRestoresAsync(acknowledged.Keys.OrderBy(_ => random.Next()).Take(3));
        }
        await AssertRestoresAsync(acknowledged.Keys);
        await repository.DoneAsync("prune");
        await repository.DoneAsync("check", "--read-data");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Killed {string.Join(", ", killed.Select(verb => $"{verb.Key} {verb.Value}"))} times; {acknowledged.Count} snapshots at the end.");
    }

    public void Dispose() => folder.Dispose();

    private string Choose(string[] verbs) => verbs[random.Next(verbs.Length)];

    private async Task RunAsync(string verb)
    {
        if (verb == "backup")
        {
            await ChangeAsync();
            var listing = await TreeListing.OfAsync(source);
            if (await KillAsync(verb, source, "--json") is { } done)
                acknowledged[RepositoryRun.SnapshotOf(done.Output)] = listing;
        }
        else if (verb != "forget")
        {
            await KillAsync(verb, verb == "prune" && random.Next(2) == 0 ? ["--max-unused", "0"] : []);
        }
        else if (acknowledged.Count > LeastSnapshots)
        {
            var going = acknowledged.Keys.OrderBy(_ => random.Next())
                .Take(Math.Max(1, acknowledged.Count - MostSnapshots)).ToArray();
            foreach (var id in going)
                acknowledged.Remove(id);
            await KillAsync(verb, going);
        }
    }

    /// <summary>Null when it was killed. What isn't killed must succeed.</summary>
    private async Task<Outcome?> KillAsync(string verb, params string[] arguments)
    {
        var usual = durations.GetValueOrDefault(verb, TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        var outcome = await repository.KilledAsync(usual * (1.2 * random.NextDouble()), [verb, .. arguments]);
        if (outcome is null)
        {
            killed[verb] = killed.GetValueOrDefault(verb) + 1;
            return null;
        }
        // The machine has other things to do, now and then.
        durations[verb] = 0.8 * usual + 0.2 * watch.Elapsed;
        Assert.True(outcome.ExitCode == 0, $"cairn repo {verb} {string.Join(' ', arguments)}\n{outcome.Output}{outcome.Error}");
        return outcome;
    }

    private Task<string> ChangeAsync() => Program.ShellAsync(
        source,
        $"""
        head -c {random.Next(1, 400_000)} /dev/urandom > b/{random.Next(60)}; seq {random.Next(10_000)} > a/{random.Next(60)}
        cp b/{random.Next(1, 60)} c/{random.Next(30)}; rm -f c/{random.Next(30)}; echo {random.Next()} >> a/{random.Next(60)}
        """);

    private async Task AssertRestoresAsync(IEnumerable<string> snapshots)
    {
        foreach (var snapshot in snapshots.ToList())
        {
            var target = folder.Sub("target");
            await repository.DoneAsync("restore", snapshot, "--target", target);
            await TreeListing.AssertEqualAsync(acknowledged[snapshot], target + source);
            await Program.ShellAsync(folder.Path, "rm -rf target");
        }
    }
}
