using System.Reflection;
using Cairn.Wire.Shape;
using CsCheck;

namespace Cairn.Wire.Tests;

/// <summary>Messages with random members, made from the shape of their records, so that no member is forgotten.</summary>
internal sealed class RandomMessage(Random random)
{
    private static readonly string[] Words =
    [
        "default", "File System", "Zürich <&> \"1\"", "日本語", "a\tb", "it's", "🪨 stone", "/data/a b", "true", "0", "]]>", "x='1'",
    ];

    public static Gen<T> Gen<T>()
        where T : class, new() =>
        CsCheck.Gen.Int.Select(seed => (T)new RandomMessage(new Random(seed)).Record(typeof(T), isNeeded: true)!);

    // A record without any member is the same as none, so none is made, except where a list holds it.
    private object? Record(Type type, bool isNeeded)
    {
        var record = Activator.CreateInstance(type)!;
        var hasMember = false;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            if (random.Next(3) == 0 || Member(property) is not { } value)
                continue;
            property.SetValue(record, value);
            hasMember = true;
        }

        return hasMember || isNeeded ? record : null;
    }

    private object? Member(PropertyInfo property)
    {
        var member = new MemberShape(property, 0);
        if (!member.IsList)
            return Value(member, isNeeded: false);
        var items = Array.CreateInstance(member.ItemType, random.Next(1, 4));
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Value(member, isNeeded: true), i);
        return items;
    }

    private object? Value(MemberShape member, bool isNeeded)
    {
        var type = member.ItemType;
        if (member.Scalar is null)
            return Record(type, isNeeded);
        if (type.IsEnum)
            return Pick(Enum.GetValues(type).Cast<object>().ToArray());
        return type switch
        {
            _ when type == typeof(string) => Pick(Words),
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(int) => (int)Number(member, int.MinValue, int.MaxValue),
            _ when type == typeof(long) => Number(member, long.MinValue, long.MaxValue),
            _ when type == typeof(TimeOnly) => new TimeOnly(random.Next(86_400) * TimeSpan.TicksPerSecond),
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(random.Next()),
            _ when type == typeof(WireDate) => random.Next(2) == 0
                ? WireDate.FromUnixSeconds(random.NextInt64(4_000_000_000))
                : WireDate.FromWallClock(new DateTime(2024, 2, 29).AddSeconds(random.Next(100_000_000))),
            _ => throw new NotSupportedException($"No random {type}."),
        };
    }

    private long Number(MemberShape member, long least, long most)
    {
        var range = member.Property.GetCustomAttribute<WireRangeAttribute>();
        least = Math.Max(least, range?.Least ?? least);
        most = Math.Min(most, range?.Most ?? most);
        return random.Next(3) switch
        {
            0 => least,
            1 => most,
            _ => random.NextInt64(least, most),
        };
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
