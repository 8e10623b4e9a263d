using System.Globalization;
using System.Reflection;
using System.Text;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Scalars;

/// <summary>
/// A name in any case, with "-" or a blank for "_", or the numeric code. Members with a negative value have a name only:
/// their code is not known. Written by name.
/// </summary>
internal sealed class EnumScalar : Scalar
{
    private readonly Dictionary<string, object> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<object, string> _names = [];

    public EnumScalar(Type type)
    {
        var allowed = new List<string>();
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var value = field.GetValue(null)!;
            var code = Convert.ToInt32(value, CultureInfo.InvariantCulture);
            var name = field.GetCustomAttribute<WireNameAttribute>()?.Name ?? UpperSnake(field.Name);
            _names.Add(value, name);
            _values.Add(Normalize(name), value);
            foreach (var alias in field.GetCustomAttributes<WireAliasAttribute>())
                _values.Add(Normalize(alias.Name), value);
            if (code >= 0)
                _values.Add(code.ToString(CultureInfo.InvariantCulture), value);
            allowed.Add(code >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{name} ({code})") : name);
        }

        Allowed = string.Join(", ", allowed);
    }

    public override string Allowed { get; }

    public override string? Read(string text, out object? value) =>
        _values.TryGetValue(Normalize(text), out value) ? null : WireError.InvalidEnum;

    public override string Write(object value) => _names[value];

    private static string Normalize(string name) => name.Replace('-', '_').Replace(' ', '_');

    private static string UpperSnake(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToUpperInvariant(letter));
        }

        return snake.ToString();
    }
}
