using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Tests;

/// <summary>One parameter of the table in the reference page "REST API - POST Create Task (Backup)".</summary>
internal sealed record PageParameter(string Name, string Element, string Parent)
{
    public static IReadOnlyList<PageParameter> All { get; } =
        [.. File.ReadLines(Fixtures.PathOf("reference/parameters.tsv")).Where(line => !line.StartsWith('#')).Skip(1).Select(Read)];

    /// <summary>The parent and element as docs/api.md heads its table.</summary>
    public string Place => $"{Parent}.{Element}";

    /// <summary>The member of the message records; null if there is none.</summary>
    public MemberShape? Member => Find(RecordShape.Of(typeof(CreateTaskRequest)), "")?.Members.SingleOrDefault(member => member.Name == Name);

    // The page says that sequenceNumber's task is in subTasks; its samples have it in taskInfo. It writes TimeZone for the samples' timeZone.
    private static PageParameter Read(string line) => line.Split('\t') switch
    {
        [var name, "task", _] => new(name, "task", "taskInfo"),
        [var name, "TimeZone", var parent] => new(name, "timeZone", parent),
        [var name, var element, var parent] => new(name, element, parent),
        _ => throw new InvalidDataException(line),
    };

    private RecordShape? Find(RecordShape shape, string name)
    {
        var records = shape.Members.Where(member => member.Scalar is null).ToList();
        return (name == Parent ? records.Find(member => member.Name == Element)?.Record : null)
            ?? records.Select(member => Find(member.Record, member.Name)).FirstOrDefault(found => found is not null);
    }
}
