using System.Text.Json.Nodes;

namespace Cairn.Wire.Scalars;

/// <summary>A <see cref="WireDate"/>, written in the form that it came in.</summary>
internal sealed class DateScalar : Scalar
{
    public override string Allowed => "UNIX time in seconds, YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS";

    public override string? Read(string text, out object? value)
    {
        var isDate = WireDate.TryParse(text, out var date);
        value = isDate ? date : null;
        return isDate ? null : WireError.InvalidDate;
    }

    public override string Write(object value) => ((WireDate)value).ToString();

    public override bool IsBareInJson(object value) => ((WireDate)value).WallClock is null;

    public override string SchemaName => "date";

    protected override string Pattern =>
        "[0-9]+|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])( ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])?";

    // Both seconds and text are written: whichever came in.
    public override JsonObject ApiSchema => [];

    protected override JsonObject JsonBare => new() { ["type"] = "integer", ["minimum"] = 0 };
}
