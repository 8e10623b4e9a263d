using Cairn.Wire.Shape;

namespace Cairn.Wire;

/// <summary>Finds the places of parameters in a message by the shape of its records.</summary>
public static class WirePath
{
    /// <summary>The path, from below the root, of the nearest parameter of that name at or below a place; the place itself if none has it.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="place">A path such as <c>taskInfo.subTasks[1].options</c>; null is the root.</param>
    /// <param name="parameter">A wire name.</param>
    public static string? Of<T>(string? place, string? parameter)
    {
        var shape = RecordShape.Of(typeof(T));
        foreach (var step in place?.Split('.') ?? [])
        {
            if (shape.Find(step.Split('[')[0])?.Member is not { Scalar: null } member)
                return place;
            shape = member.Record;
        }

        return parameter is not null && Below(shape, parameter) is { } path ? Join(place, path) : place;
    }

    // Breadth first, so that the nearest is found; records may contain their own kind.
    private static string? Below(RecordShape start, string parameter)
    {
        var seen = new HashSet<RecordShape> { start };
        var next = new Queue<(RecordShape Shape, string? Path)>([(start, null)]);
        while (next.TryDequeue(out var place))
        {
            if (place.Shape.Find(parameter) is { } found)
                return Join(place.Path, found.Member.Name);
            foreach (var member in place.Shape.Members.Where(member => member.Scalar is null))
            {
                if (seen.Add(member.Record))
                    next.Enqueue((member.Record, Join(place.Path, member.Name)));
            }
        }

        return null;
    }

    private static string Join(string? path, string name) => path is null ? name : $"{path}.{name}";
}
