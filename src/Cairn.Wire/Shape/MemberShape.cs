using System.Reflection;
using System.Text.Json;
using Cairn.Wire.Scalars;

namespace Cairn.Wire.Shape;

/// <summary>What one property of a message record is on the wire: a value, a record, or a list of either.</summary>
internal sealed class MemberShape
{
    public MemberShape(PropertyInfo property, int position)
    {
        Property = property;
        Position = position;
        Name = property.GetCustomAttribute<WireNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        TakesBareText = property.IsDefined(typeof(WireTextAttribute));
        IsVerbatim = property.IsDefined(typeof(WireVerbatimAttribute));
        Refusal = property.GetCustomAttribute<WireRefusalAttribute>()?.Word;

        var type = property.PropertyType;
        IsList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        ItemType = IsList ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;
        Scalar = Scalar.For(ItemType, property.GetCustomAttribute<WireRangeAttribute>());
    }

    public PropertyInfo Property { get; }

    /// <summary>The place among the record's members.</summary>
    public int Position { get; }

    public string Name { get; }

    public bool IsList { get; }

    /// <summary>The type of the value, or of one item of the list.</summary>
    public Type ItemType { get; }

    /// <summary>How its values are spelt; null when they are records.</summary>
    public Scalar? Scalar { get; }

    public bool TakesBareText { get; }

    public bool IsVerbatim { get; }

    /// <summary>The stable word of its own for values that can't be read, if it has one.</summary>
    public string? Refusal { get; }

    /// <summary>The shape of the records in it. Looked up when needed, because records may contain their own kind.</summary>
    public RecordShape Record => RecordShape.Of(ItemType);
}
