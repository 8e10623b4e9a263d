using System.Text.Json.Nodes;

namespace Cairn.Wire.Scalars;

/// <summary>true and false in any case, 1 and 0.</summary>
internal sealed class BooleanScalar : Scalar
{
    public override string Allowed => "true, false, 1, 0";

    public override string? Read(string text, out object? value)
    {
        value = text switch
        {
            "1" => true,
            "0" => false,
            _ when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
            _ when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
            _ => null,
        };
        return value is null ? WireError.InvalidBoolean : null;
    }

    public override string Write(object value) => (bool)value ? "true" : "false";

    public override bool IsBareInJson(object value) => true;

    public override string SchemaName => "boolean";

    protected override string Pattern => "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|1|0";

    public override JsonObject ApiSchema => new() { ["type"] = "boolean" };

    protected override JsonObject JsonBare => new() { ["enum"] = new JsonArray(true, false, 1, 0) };
}
