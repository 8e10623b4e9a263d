using System.Globalization;
using Cairn.CommServe.Refusals;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cairn.CommServe.Inventory.Documents;

/// <summary>
/// A mapping in the document, and where it stands. Each reading method gives null when the key is missing (or its value is
/// YAML's null), and refuses a value of another form with the place and the line.
/// </summary>
internal sealed class DocumentMap
{
    private const int MaximumNameLength = 255;

    /// <summary>Leaves room for the ids that the server gives, which are higher than all others.</summary>
    private const int MaximumId = 1_000_000_000;

    private readonly string _path;
    private readonly YamlMappingNode _node;
    private readonly Dictionary<string, YamlNode> _values = [];

    /// <param name="path">Its place, like <c>clients[0].agents[1]</c>; empty for the whole document.</param>
    /// <param name="node">What stands there.</param>
    /// <param name="keys">The keys that it may have.</param>
    public DocumentMap(string path, YamlMappingNode node, string[] keys)
    {
        _path = path;
        _node = node;
        foreach (var (key, value) in node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            _values[name] = keys.Contains(name) ? value : throw Refusal(
                Place(name), key, "unknown-key", $"The key '{name}' is unknown; known are {string.Join(", ", keys)}.");
        }
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public string Name(string key)
    {
        var name = OptionalText(key) ?? throw Missing(key);
        return name.Length <= MaximumNameLength && name.Trim() == name && !name.Any(char.IsControl)
            ? name
            : throw Error(
                key, "invalid-value", $"A name has at most {MaximumNameLength} characters, no control characters and no blanks around it.");
    }

    public string? OptionalText(string key)
    {
        if (Value(key) is not { } value)
            return null;
        var text = Scalar(Place(key), value);
        return text.Length > 0 ? text : throw Error(key, "invalid-value", "An empty text says nothing; leave the key out.");
    }

    /// <returns>An id: 1 to 1,000,000,000.</returns>
    public int? Id(string key) => Number(key, 1, MaximumId);

    public int? Number(string key, int minimum, int maximum)
    {
        if (OptionalText(key) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum
            ? number
            : throw Error(key, "invalid-value", $"'{text}' is not a whole number from {minimum} to {maximum}.");
    }

    public bool? Flag(string key) => OptionalText(key)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" => true,
        "FALSE" => false,
        _ => throw Error(key, "invalid-value", $"'{OptionalText(key)}' is neither true nor false."),
    };

    /// <summary>A name of <typeparamref name="T"/>, in any case.</summary>
    public T? Enum<T>(string key)
        where T : struct, Enum
    {
        if (OptionalText(key) is not { } text)
            return null;
        var names = System.Enum.GetNames<T>();
        return names.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? System.Enum.Parse<T>(text, ignoreCase: true)
            : throw Error(key, "invalid-value", $"'{text}' is none of {string.Join(", ", names).ToLowerInvariant()}.");
    }

    public List<string>? Texts(string key) =>
        Items(key) is { } items ? [.. items.Select(item => Scalar(item.Place, item.Node))] : null;

    /// <summary>The mappings of a list; none when the key is missing.</summary>
    public IEnumerable<DocumentMap> Maps(string key, params string[] keys) =>
        Items(key)?.Select(item => Map(item.Place, item.Node, keys)) ?? [];

    public DocumentMap? OptionalMap(string key, params string[] keys) =>
        Value(key) is { } value ? Map(Place(key), value, keys) : null;

    public RefusalException Missing(string key) => Error(key, "missing-key", $"'{key}' is missing.");

    /// <param name="key">The key at fault; null for the mapping as a whole.</param>
    /// <param name="word">For programs.</param>
    /// <param name="message">For people; the place is put before it.</param>
    public RefusalException Error(string? key, string word, string message) =>
        Refusal(key is null ? _path : Place(key), _values.GetValueOrDefault(key ?? "", _node), word, message);

    private static DocumentMap Map(string place, YamlNode node, string[] keys) => node is YamlMappingNode map
        ? new DocumentMap(place, map, keys)
        : throw Refusal(place, node, "invalid-value", $"A mapping with the keys {string.Join(", ", keys)} is wanted here.");

    private static string Scalar(string place, YamlNode node) => node is YamlScalarNode { Value: { } text }
        ? text
        : throw Refusal(place, node, "invalid-value", "A single value is wanted here.");

    private static RefusalException Refusal(string place, YamlNode node, string word, string message) =>
        new(RefusalKind.Invalid, word, $"{place} (line {node.Start.Line}): {message}") { Parameter = place };

    private IEnumerable<(string Place, YamlNode Node)>? Items(string key) => Value(key) switch
    {
        null => null,
        YamlSequenceNode list => list.Children.Select((item, index) => ($"{Place(key)}[{index}]", item)),
        var other => throw Refusal(Place(key), other, "invalid-value", "A list is wanted here."),
    };

    private YamlNode? Value(string key) => _values.GetValueOrDefault(key) switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" } => null,
        var value => value,
    };

    private string Place(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}
