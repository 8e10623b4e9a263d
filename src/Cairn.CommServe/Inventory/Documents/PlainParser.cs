using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cairn.CommServe.Inventory.Documents;

/// <summary>
/// Lets through plain YAML only. Aliases could make a small document mean a huge one, and deep nesting would exhaust the
/// stack of whoever reads it.
/// </summary>
internal sealed class PlainParser(IParser parser) : IParser
{
    /// <summary>A subclient's content, the deepest there is, lies at 11.</summary>
    private const int MaximumDepth = 16;

    private int _depth;

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        if (!parser.MoveNext())
            return false;
        _depth += parser.Current!.NestingIncrease;
        return parser.Current switch
        {
            AnchorAlias alias => throw new YamlException(alias.Start, alias.End, "Aliases are not allowed."),
            { } deep when _depth > MaximumDepth => throw new YamlException(deep.Start, deep.End, "The nesting is too deep."),
            _ => true,
        };
    }
}
