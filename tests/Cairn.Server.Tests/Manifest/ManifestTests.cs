using System.Globalization;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Manifest;

/// <summary>
/// Runs every request of the manifest against a server in the manifest's world. That hostile XML reaches nothing outside is shown by its
/// refusal before any of it is read; how quick that is, by the codec's own tests.
/// </summary>
public sealed class ManifestTests(WorldServer world) : IClassFixture<WorldServer>
{
    private readonly RunningServer server = world.Server;

    public static TheoryData<string> Files => [.. ManifestEntry.All.Select(entry => entry.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_request_has_the_outcome_that_the_manifest_expects(string file)
    {
        var entry = ManifestEntry.Named(file);
        var before = await StoredTask.CountAsync(server, TestContext.Current.CancellationToken);
        var answer = await entry.PostAsync(server, TestContext.Current.CancellationToken);

        var unmet = entry.IsAccepted ? await UnmetByTaskAsync(entry, answer) : await UnmetByRefusalAsync(entry, answer, before);

        if (Pending.Reasons.TryGetValue(file, out var reason))
        {
            Assert.True(unmet.Count > 0, $"{file} passes now: take it out of {nameof(Pending)}.");
            TestContext.Current.TestOutputHelper!.WriteLine($"Pending ({reason}): {string.Join("; ", unmet)}");
            return;
        }

        Assert.True(unmet.Count == 0, $"{string.Join('\n', unmet)}\n{answer.Text}");
    }

    [Fact]
    public void Every_pending_entry_is_in_the_manifest() =>
        Assert.Empty(Pending.Reasons.Keys.Except(ManifestEntry.All.Select(entry => entry.File)));

    private async Task<List<string>> UnmetByTaskAsync(ManifestEntry entry, Answer answer)
    {
        if ((int)answer.Status != (int)entry.Expect["status"]!)
            return [$"status {(int)answer.Status}"];
        var jobIds = answer.JobIds();
        var taskId = int.Parse(answer.Member("taskId")!, CultureInfo.InvariantCulture);
        var task = await StoredTask.ReadAsync(server, taskId, jobIds, TestContext.Current.CancellationToken);
        List<string> unmet = [.. Expectations.Unmet(entry.Expect, task)];
        if (jobIds.Count != (int)entry.Expect["jobIds"]!)
            unmet.Add($"{jobIds.Count} jobs");
        if ((string?)entry.Expect["sameAs"] is { } other && await ModelOfAsync(ManifestEntry.Named(other)) is var model && model != task.Model)
            unmet.Add($"another model than {other}:\n{task.Model}\n{model}");
        return unmet;
    }

    private async Task<List<string>> UnmetByRefusalAsync(ManifestEntry entry, Answer answer, (int Tasks, int Jobs) before)
    {
        (string Name, string? Expected, string? Found)[] checks =
        [
            ("status", entry.Expect["status"]!.ToString(), ((int)answer.Status).ToString(CultureInfo.InvariantCulture)),
            ("error", (string?)entry.Expect["error"], answer.Member("error")),
            ("media type", ((string)entry.Headers["Accept"]!).Split(';')[0], answer.MediaType),
            .. new[] { "parameter", "errorCode", "errorMessage" }
                .Where(entry.Expect.ContainsKey)
                .Select(name => (name, (string?)entry.Expect[name]!.ToString(), answer.Member(name))),
        ];
        List<string> unmet = [.. checks.Where(check => check.Expected != check.Found).Select(check => $"{check.Name}: {check.Expected} expected, {check.Found} found")];
        if (await StoredTask.CountAsync(server, TestContext.Current.CancellationToken) != before)
            unmet.Add("something was created");
        if (string.IsNullOrEmpty(answer.Member("errorMessage")))
            unmet.Add("no message");
        return unmet;
    }

    private async Task<string> ModelOfAsync(ManifestEntry entry)
    {
        var answer = await entry.PostAsync(server, TestContext.Current.CancellationToken);
        var taskId = int.Parse(answer.Member("taskId")!, CultureInfo.InvariantCulture);
        return (await StoredTask.ReadAsync(server, taskId, [], TestContext.Current.CancellationToken)).Model;
    }
}
