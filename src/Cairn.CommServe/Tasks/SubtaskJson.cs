using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.CommServe.Catalog;
using Cairn.Scheduling;

namespace Cairn.CommServe.Tasks;

/// <summary>How a subtask and its pattern are kept in the catalog.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubtaskSpec))]
[JsonSerializable(typeof(SchedulePattern))]
internal sealed partial class SubtaskJson : JsonSerializerContext
{
    public static string Write(SubtaskSpec spec) => JsonSerializer.Serialize(spec with { Pattern = null }, Default.SubtaskSpec);

    public static string Write(SchedulePattern pattern) => JsonSerializer.Serialize(pattern, Default.SchedulePattern);

    /// <summary>What was asked, without the pattern.</summary>
    public static SubtaskSpec Read(Subtask subtask) =>
        JsonSerializer.Deserialize(subtask.Options, Default.SubtaskSpec)
        ?? throw new InvalidDataException($"Subtask {subtask.Id} has no options in the catalog.");

    /// <summary>A schedule's pattern; null for an immediate task.</summary>
    public static SchedulePattern? ReadPattern(Subtask subtask) =>
        subtask.Pattern is { } pattern ? JsonSerializer.Deserialize(pattern, Default.SchedulePattern) : null;
}
