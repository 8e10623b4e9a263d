using System.Collections;
using System.Globalization;
using Cairn.Wire.Shape;

namespace Cairn.Wire;

/// <summary>One value in a message.</summary>
/// <param name="Path">Where it is, from below the root, with items of lists numbered from 0: <c>taskInfo.subTasks[0].pattern.freq_type</c>.</param>
/// <param name="Text">As an attribute would have it: enumerations by name, times and durations in seconds.</param>
public sealed record WireValue(string Path, string Text);

/// <summary>What all messages have in common: a tree of named members.</summary>
public static class WireMembers
{
    /// <summary>Every value that is given in a message, in the order of the record's members.</summary>
    public static IReadOnlyList<WireValue> Values<T>(T message)
        where T : class
    {
        var values = new List<WireValue>();
        Collect(RecordShape.Of(typeof(T)), message, "", values);
        return values;
    }

    /// <summary>A message with the members of one, and those of another where the first has none. Lists are taken whole.</summary>
    public static T Overlay<T>(T? given, T usual)
        where T : class => given is null ? usual : (T)Overlay(RecordShape.Of(typeof(T)), given, usual);

    private static object Overlay(RecordShape shape, object given, object usual)
    {
        var record = shape.Create();
        foreach (var member in shape.Members)
        {
            var (first, second) = (member.Property.GetValue(given), member.Property.GetValue(usual));
            var isRecord = member is { IsList: false, Scalar: null };
            member.Property.SetValue(
                record, isRecord && first is not null && second is not null ? Overlay(member.Record, first, second) : first ?? second);
        }

        return record;
    }

    private static void Collect(RecordShape shape, object record, string prefix, List<WireValue> values)
    {
        foreach (var member in shape.Members)
        {
            if (member.Property.GetValue(record) is not { } value)
                continue;
            var path = prefix + member.Name;
            if (!member.IsList)
                CollectItem(member, value, path, values);
            else
                CollectItems(member, (IEnumerable)value, path, values);
        }
    }

    private static void CollectItems(MemberShape member, IEnumerable items, string path, List<WireValue> values)
    {
        var index = 0;
        foreach (var item in items)
            CollectItem(member, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), values);
    }

    private static void CollectItem(MemberShape member, object value, string path, List<WireValue> values)
    {
        if (member.Scalar is { } scalar)
            values.Add(new WireValue(path, scalar.Write(value)));
        else
            Collect(member.Record, value, path + ".", values);
    }
}
