using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Scalars;

/// <summary>
/// A decimal whole number within bounds. Fractions, exponents, hexadecimal and numbers with a leading zero (octal to some) are no
/// numbers here, and one that is too large is out of range rather than wrapped.
/// </summary>
internal sealed class IntegerScalar<T> : Scalar
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly long _least;
    private readonly long _most;

    /// <param name="range">Bounds of the parameter, or null for those of the type.</param>
    public IntegerScalar(WireRangeAttribute? range)
    {
        _least = Math.Max(range?.Least ?? long.MinValue, long.CreateSaturating(T.MinValue));
        _most = Math.Min(range?.Most ?? long.MaxValue, long.CreateSaturating(T.MaxValue));
        Allowed = string.Create(CultureInfo.InvariantCulture, $"whole numbers from {_least} to {_most}");
    }

    public override string Allowed { get; }

    public override string? Read(string text, out object? value)
    {
        value = null;
        if (!WholeNumber.IsMatch(text))
            return WireError.InvalidNumber;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number < _least || number > _most)
            return WireError.OutOfRange;
        value = T.CreateChecked(number);
        return null;
    }

    public override string Write(object value) => ((T)value).ToString(null, CultureInfo.InvariantCulture);

    public override bool IsBareInJson(object value) => true;

    public override string SchemaName => (_least, _most) == (long.CreateSaturating(T.MinValue), long.CreateSaturating(T.MaxValue))
        ? $"integer-{T.Zero.GetByteCount() * 8}-bits"
        : string.Create(CultureInfo.InvariantCulture, $"integer-{_least}-to-{_most}");

    protected override string Pattern => "-?(0|[1-9][0-9]*)";

    public override JsonObject ApiSchema => new()
    {
        ["type"] = "integer",
        ["format"] = $"int{T.Zero.GetByteCount() * 8}",
        ["minimum"] = _least,
        ["maximum"] = _most,
    };

    protected override JsonObject JsonBare => new() { ["type"] = "integer", ["minimum"] = _least, ["maximum"] = _most };

    public override XElement XmlSchema(XNamespace xs) => new(
        xs + "union",
        new XElement(xs + "simpleType", XmlRestriction(
            xs, "xs:integer",
            new XElement(xs + "pattern", new XAttribute("value", Pattern)),
            new XElement(xs + "minInclusive", new XAttribute("value", _least)),
            new XElement(xs + "maxInclusive", new XAttribute("value", _most)))),
        new XElement(xs + "simpleType", XmlRestriction(xs, "xs:token", new XElement(xs + "length", new XAttribute("value", 0)))));
}
