using System.Globalization;
using System.Text.Json.Nodes;

namespace Cairn.Wire.Scalars;

/// <summary>Seconds since midnight, or <c>HH:MM[:SS]</c>. Written as seconds, which every client reads.</summary>
internal sealed class TimeOfDayScalar : Scalar
{
    private const int SecondsOfDay = 86_400;

    public override string Allowed => "seconds from 0 to 86399, or HH:MM or HH:MM:SS up to 23:59:59";

    public override string? Read(string text, out object? value)
    {
        value = null;
        if (!TrySeconds(text, out var seconds) || seconds >= SecondsOfDay)
            return WireError.InvalidTime;
        value = new TimeOnly(seconds * TimeSpan.TicksPerSecond);
        return null;
    }

    public override string Write(object value) =>
        (((TimeOnly)value).Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);

    public override bool IsBareInJson(object value) => true;

    public override string SchemaName => "time-of-day";

    protected override string Pattern => "0*([0-9]{1,4}|[1-7][0-9]{4}|8[0-5][0-9]{3}|86[0-3][0-9]{2})|0{0,4}([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?";

    public override JsonObject ApiSchema => JsonBare;

    protected override JsonObject JsonBare => new() { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = SecondsOfDay - 1 };

    private static bool TrySeconds(string text, out long seconds)
    {
        if (!ClockText.TryParse(text, out var hours, out var minutes, out var rest))
        {
            seconds = 0;
            return WholeNumber.IsDigits(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
        }

        seconds = (hours * 3600L) + (minutes * 60) + rest;
        return true;
    }
}
