using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Wire.Scalars;

/// <summary>
/// Seconds, or <c>HH:MM:SS</c> whose hours may exceed 23. A bare number is seconds, never hours (createtask-semantics.md
/// section 12, trap 9). Written as seconds.
/// </summary>
internal sealed class DurationScalar : Scalar
{
    public override string Allowed { get; } =
        string.Create(CultureInfo.InvariantCulture, $"seconds from 0 to {int.MaxValue}, or HH:MM:SS");

    public override string? Read(string text, out object? value)
    {
        value = null;
        if (ClockText.TryParse(text, out var hours, out var minutes, out var seconds))
            return Take((hours * 3600L) + (minutes * 60) + seconds, out value);
        if (!WholeNumber.IsMatch(text) || text.StartsWith('-'))
            return WireError.InvalidDuration;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Take(number, out value)
            : WireError.OutOfRange;
    }

    public override string Write(object value) =>
        (((TimeSpan)value).Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);

    public override bool IsBareInJson(object value) => true;

    public override string SchemaName => "duration";

    protected override string Pattern => "0|[1-9][0-9]{0,9}|[0-9]{1,6}:[0-5][0-9](:[0-5][0-9])?";

    public override JsonObject ApiSchema => JsonBare;

    protected override JsonObject JsonBare => new() { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = int.MaxValue };

    private static string? Take(long seconds, out object? value)
    {
        var fits = seconds <= int.MaxValue;
        value = fits ? TimeSpan.FromSeconds(seconds) : null;
        return fits ? null : WireError.OutOfRange;
    }
}
