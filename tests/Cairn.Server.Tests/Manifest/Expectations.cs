using System.Globalization;
using System.Text.Json.Nodes;
using Cairn.CommServe.Tasks;

namespace Cairn.Server.Tests.Manifest;

/// <summary>What the manifest may expect of an accepted request, each as a check that tells what is there instead.</summary>
internal static class Expectations
{
    /// <summary>What the manifest says for the reader, and what <see cref="ManifestTests"/> looks at itself.</summary>
    private static readonly HashSet<string> Elsewhere =
        ["outcome", "status", "task", "jobIds", "sameAs", "error", "schedule", "assumesServerZone"];

    public static IEnumerable<string> Unmet(JsonObject expect, StoredTask task) => expect
        .Where(expected => !Elsewhere.Contains(expected.Key))
        .Select(expected => (expected.Key, Wanted: Text(expected.Value), Found: Found(expected.Key, expected.Value, task)))
        .Where(check => check.Wanted != check.Found)
        .Select(check => $"{check.Key}: expected {check.Wanted}, found {check.Found}");

    private static string Found(string name, JsonNode? wanted, StoredTask task) => name switch
    {
        "backupLevel" => Level(task.Backup.Level),
        "subclientId" => Text(task.SubclientIds.Single()),
        "subclientIds" => List(task.SubclientIds.Order()),
        "order" => List(task.Jobs.Select(job => job.Job.LevelAsked).Select(level => Level(level!.Value))),
        "warning" => task.Record.Warnings.Any(warning => warning.Word == (string?)wanted) ? Text(wanted) : List(task.Record.Warnings.Select(warning => warning.Word)),
        "option" => Option(wanted!.AsObject(), task),
        "state" => task.Jobs[0].Job.Status,
        "priority" => Text(task.Jobs[0].Job.Priority),
        "description" => task.Jobs[0].Job.Description,
        "totalRunningTimeSeconds" => Text(task.Jobs[0].Asked.Job.TotalRunningTime?.TotalSeconds),
        "retries" => Text(task.Jobs[0].Asked.Job.Retries),
        "retention" => Retention(task.Backup.Retention),
        "libraryId" => Text(task.Backup.DataPath.LibraryId),
        "exportLocation" => Text(task.Backup.ExportLocation),
        "disabled" => Text(task.Record.Disabled),
        "alertId" => Text(task.Record.AlertId),
        "eventDriven" => Text(Pattern(task)["Frequency"]?.ToString() is "AutomaticSchedule" or "1024"),
        // A schedule that is disabled or waits for an event has no first run; when others run is not computed yet.
        "firstRun" => task.Record.Disabled || Pattern(task)["Frequency"]?.ToString() is "AutomaticSchedule" or "1024" ? "null" : "not computed",
        "mustNotRead" => task.Record.Subtasks.Any(subtask => subtask.Options.Contains(File.ReadAllText((string)wanted!).Trim(), StringComparison.Ordinal)) ? "it was read" : Text(wanted),
        _ => "an expectation that no check knows",
    };

    private static JsonNode Pattern(StoredTask task) => JsonNode.Parse(task.Record.Subtasks[0].Pattern!)!;

    private static string Option(JsonObject wanted, StoredTask task)
    {
        var (name, value) = wanted.Single();
        var given = task.Backup.Others.SingleOrDefault(other => other.Name == name)?.Value;
        return string.Equals(given, Text(value), StringComparison.OrdinalIgnoreCase) ? wanted.ToJsonString() : $"{name}={given}";
    }

    private static string Retention(RetentionSpec retention) => retention.Kind switch
    {
        RetentionKind.NumberOfDays => $$"""{"type":"NO_OF_DAYS","days":{{retention.Days}}}""",
        RetentionKind.StoragePolicyDefault => """{"type":"STORAGE_POLICY_DEFAULT"}""",
        _ => """{"type":"INFINITE"}""",
    };

    private static string Level(BackupLevel level) => level switch
    {
        BackupLevel.SyntheticFull => "SYNTHETIC_FULL",
        _ => level.ToString().ToUpperInvariant(),
    };

    private static string List<T>(IEnumerable<T> items) =>
        new JsonArray([.. items.Select(item => item is int number ? JsonValue.Create(number) : (JsonNode?)JsonValue.Create(item?.ToString()))]).ToJsonString();

    private static string Text(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        JsonValue json => json.ToString(),
        JsonNode json => json.ToJsonString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
