using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.Tasks;

namespace Cairn.Server.Tasks;

/// <summary>Lays what was given beside what was taken.</summary>
internal static class TaskParameters
{
    /// <param name="given">The request's.</param>
    /// <param name="taken">The same tree as understood; its associations are subclients, which may be more or fewer.</param>
    /// <returns>First what was given, in the order of the message records, then what was taken without having been given.</returns>
    public static IReadOnlyList<TaskParameter> Of(TaskInfo given, TaskInfo taken)
    {
        var takenValues = WireMembers.Values(taken with { Associations = null }).ToDictionary(value => value.Path, value => value.Text);
        var givenValues = WireMembers.Values(given with { Associations = null });
        return
        [
            .. WireMembers.Values(new TaskInfo { Associations = given.Associations }).Select(Resolved),
            .. givenValues.Select(value => Given(value, takenValues)),
            .. Defaults(takenValues, givenValues),
        ];
    }

    private static TaskParameter Resolved(WireValue given) => new() { Path = given.Path, Given = given.Text, Use = ParameterUse.Resolved };

    private static TaskParameter Given(WireValue given, Dictionary<string, string> takenValues)
    {
        var taken = takenValues.GetValueOrDefault(given.Path);
        return new TaskParameter
        {
            Path = given.Path,
            Given = given.Text,
            Taken = taken,
            Use = taken is null ? ParameterUse.Unused : taken == given.Text ? ParameterUse.Given : ParameterUse.Resolved,
        };
    }

    private static IEnumerable<TaskParameter> Defaults(Dictionary<string, string> takenValues, IReadOnlyList<WireValue> givenValues)
    {
        var given = givenValues.Select(value => value.Path).ToHashSet();
        return takenValues
            .Where(taken => !given.Contains(taken.Key))
            .Select(taken => new TaskParameter { Path = taken.Key, Taken = taken.Value, Use = ParameterUse.Default });
    }
}
