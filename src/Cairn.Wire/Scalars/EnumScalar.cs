using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
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
            var code = Code(value);
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
        SchemaName = type.Name;
    }

    public override string Allowed { get; }

    public override string? Read(string text, out object? value) =>
        _values.TryGetValue(Normalize(text), out value) ? null : WireError.InvalidEnum;

    public override string Write(object value) => _names[value];

    public override string SchemaName { get; }

    protected override string Pattern => string.Join('|', _values.Keys.Select(AnyCase));

    public override JsonObject ApiSchema => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. _names.Values.Select(name => (JsonNode?)name)]),
    };

    protected override JsonObject JsonBare => new()
    {
        ["enum"] = new JsonArray(
        [
            .. _names.Values.Select(name => (JsonNode?)name),
            .. _names.Keys.Select(Code).Where(code => code >= 0).Select(code => (JsonNode?)code),
        ]),
    };

    /// <summary>The names by themselves, which editors offer, or any other spelling.</summary>
    public override XElement XmlSchema(XNamespace xs) => new(
        xs + "union",
        new XElement(xs + "simpleType", XmlRestriction(
            xs, "xs:token", [.. _names.Values.Select(name => new XElement(xs + "enumeration", new XAttribute("value", name)))])),
        new XElement(xs + "simpleType", base.XmlSchema(xs)));

    private static int Code(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static string AnyCase(string name) => string.Concat(name.Select(letter => letter switch
    {
        '_' => @"[_ \-]",
        _ when char.IsLetter(letter) => $"[{char.ToUpperInvariant(letter)}{char.ToLowerInvariant(letter)}]",
        _ => $"{letter}",
    }));

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
