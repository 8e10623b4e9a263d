using System.Diagnostics;

namespace Cairn.EndToEnd;

/// <summary>
/// Many programs killed on one repository. A thousand kills take a quarter of an hour on two cores, so it runs with
/// <c>./test --long</c> only; <c>-showLiveOutput</c> shows how far it is.
/// </summary>
[Trait("Length", "long")]
public sealed class KillTests : IDisposable
{
    private const int KillsBetweenChecks = 50;
    private const int LeastSnapshots = 2;
    private const int MostSnapshots = 20;

    private static readonly string[] Verbs =
        ["backup", "backup", "backup", "backup", "prune", "forget", "forget --prune", "check", "check --repair"];

    private static readonly string[] VerbsBeside = ["prune", "check", "check --repair", "forget", "forget --prune", "rebuild-index"];

    private readonly TemporaryFolder folder = new();
    private readonly Random random;
    private readonly string source;
    private readonly string keyFile;
    private readonly KilledVerbs verbs = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private RepositoryRun repository;

    /// <summary>What must restore: snapshots that a backup named, and the source as it was then.</summary>
    private readonly Dictionary<string, string> acknowledged = [];

    /// <summary>A pack that was damaged, until a repair has run to its end.</summary>
    private string? damaged;
    private TimeSpan soundSince;

    public KillTests()
    {
        var seed = Random.Shared.Next();
        Write($"Seed {seed} (of the moments; what they meet is the machine's).");
        random = new Random(seed);
        source = folder.Sub("source");
        keyFile = Path.Combine(folder.Path, "key");
        repository = new RepositoryRun(Path.Combine(folder.Path, "repository"));
    }

    [Fact]
    public Task A_hundred_kills_at_random_moments_lose_no_acknowledged_backup() => KillAsync(100);

    [Fact]
    public Task A_thousand_kills_at_random_moments_lose_no_acknowledged_backup() => KillAsync(1000);

    public void Dispose() => folder.Dispose();

    private static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private async Task KillAsync(int kills)
    {
        await BeginAsync();
        for (var next = KillsBetweenChecks; verbs.Kills < kills;)
        {
            // Sometimes two at once: a backup, and what runs beside it.
            var other = random.Next(3) == 0 ? RunAsync(Choose(VerbsBeside)) : Task.CompletedTask;
            await RunAsync(Choose(Verbs));
            await other;
            if (verbs.Kills < next)
                continue;
            next += KillsBetweenChecks;
            Write($"{verbs.Kills} kills, {acknowledged.Count} snapshots, {watch.Elapsed.TotalSeconds:f0} s.");
            await AssertRestoresAsync(acknowledged.Keys.OrderBy(_ => random.Next()).Take(3));
        }
        await AssertRestoresAsync(acknowledged.Keys);
        await repository.DoneAsync("check", "--read-data", "--repair");
        await repository.DoneAsync("prune");
        await repository.DoneAsync("check", "--read-data");
        Write($"Killed {verbs}; {acknowledged.Count} snapshots at the end, {watch.Elapsed.TotalSeconds:f0} s.");
    }

    /// <summary>With a key file, whose reading costs no time, and after a look at how long each verb takes.</summary>
    private async Task BeginAsync()
    {
        await Program.ShellAsync(source, "mkdir a b c; for n in $(seq 60); do seq $n $((n * 40)) > a/$n; head -c $((n * 900)) /dev/urandom > b/$n; done");
        await repository.DoneAsync("init");
        await repository.DoneAsync("key", "export", keyFile);
        repository = new RepositoryRun(Path.Combine(folder.Path, "repository"), keyFile);
        await verbs.MeasureStartAsync(() => repository.DoneAsync("check", "--help"));
        var done = "";
        for (var i = 0; i < 2; i++)
        {
            await verbs.MeasureAsync("backup", async () => done = await repository.DoneAsync("backup", source, "--json"));
            foreach (var verb in VerbsBeside.Where(verb => !verb.StartsWith("forget", StringComparison.Ordinal)))
                await verbs.MeasureAsync(verb, () => repository.DoneAsync(ArgumentsOf(verb)));
            await verbs.MeasureAsync("forget", () => repository.DoneAsync("forget", RepositoryRun.SnapshotOf(done), "--prune"));
        }
        Write(verbs.Durations);
    }

    private string Choose(string[] from) => from[random.Next(from.Length)];

    private async Task RunAsync(string verb)
    {
        if (verb == "backup")
        {
            await ChangeAsync();
            var listing = await TreeListing.OfAsync(source);
            if (await KillAsync(verb, "backup", source, "--json") is { } done)
                acknowledged[RepositoryRun.SnapshotOf(done.Output)] = listing;
        }
        else if (verb == "check --repair")
        {
            damaged ??= Damage();
            if (await KillAsync(verb, ArgumentsOf(verb)) is not null)
                (damaged, soundSince) = (null, watch.Elapsed);
        }
        else if (!verb.StartsWith("forget", StringComparison.Ordinal))
        {
            await KillAsync(verb, [.. ArgumentsOf(verb), .. verb == "prune" && random.Next(2) == 0 ? ["--max-unused", "0"] : (string[])[]]);
        }
        else if (acknowledged.Count > LeastSnapshots)
        {
            var going = acknowledged.Keys.OrderBy(_ => random.Next())
                .Take(Math.Max(1, acknowledged.Count - MostSnapshots)).ToArray();
            foreach (var id in going)
                acknowledged.Remove(id);
            await KillAsync(verb, [.. ArgumentsOf(verb), .. going]);
        }
    }

    private static string[] ArgumentsOf(string verb) =>
        verb == "check --repair" ? ["check", "--read-data", "--repair"] : verb.Split(' ');

    /// <summary>Null when it was killed. What isn't killed must succeed.</summary>
    private async Task<Outcome?> KillAsync(string verb, params string[] arguments)
    {
        var started = watch.Elapsed;
        var outcome = await repository.KilledAsync(verbs.Moment(verb, random), arguments);
        verbs.Count(verb, outcome is null ? null : watch.Elapsed - started);
        // Of damage, a check must tell, and who reads a damaged table.
        var mayTell = verb is "check" or "rebuild-index" && (damaged is not null || soundSince > started);
        Assert.True(
            outcome is null || outcome.ExitCode == 0 || mayTell,
            $"cairn repo {string.Join(' ', arguments)} ({damaged ?? "nothing"} is damaged)\n{outcome?.Output}{outcome?.Error}");
        return outcome;
    }

    private Task<string> ChangeAsync() => Program.ShellAsync(
        source,
        $"""
        head -c {random.Next(1, 400_000)} /dev/urandom > b/{random.Next(60)}; seq {random.Next(10_000)} > a/{random.Next(60)}
        cp b/{random.Next(1, 60)} c/{random.Next(30)}; rm -f c/{random.Next(30)}; echo {random.Next()} >> a/{random.Next(60)}
        """);

    /// <summary>Changes a byte of some pack that has parity, and gives the pack.</summary>
    private string? Damage()
    {
        var root = Path.Combine(folder.Path, "repository");
        var packs = Directory.GetFiles(Path.Combine(root, "packs"), "*", SearchOption.AllDirectories)
            .Where(pack => File.Exists(Path.Combine(root, "parity", Path.GetRelativePath(root, pack)))).Order().ToArray();
        if (packs.Length == 0)
            return null;
        var found = Choose(packs);
        try
        {
            var bytes = File.ReadAllBytes(found);
            bytes[random.Next(bytes.Length)] ^= 1;
            // In its place: none of the program's own files is overwritten, but a disk may do it.
            using var stream = File.Open(found, FileMode.Open, FileAccess.Write);
            stream.Write(bytes);
            return found;
        }
        catch (IOException)
        {
            // A collection beside removed it just now.
            return null;
        }
    }

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
