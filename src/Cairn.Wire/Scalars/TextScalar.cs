namespace Cairn.Wire.Scalars;

internal sealed class TextScalar : Scalar
{
    public override string Allowed => "any text";

    public override string? Read(string text, out object? value)
    {
        value = text;
        return null;
    }

    public override string Write(object value) => (string)value;
}
