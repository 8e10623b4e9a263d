using System.Globalization;

namespace Cairn.Wire.Syntax;

/// <summary>
/// A named member of a body, whatever the syntax: an XML attribute or element, a JSON key or list item. It has a plain
/// value, members of its own, or (an XML element with attributes and text) both.
/// </summary>
internal sealed class Node(string name)
{
    private const int LongestLabel = 64;

    private readonly List<Node> _members = [];
    private Node? _parent;

    public string Name { get; } = name;

    /// <summary>The name, cut to what is fit for a message.</summary>
    public string Label { get; } = name.Length <= LongestLabel ? name : string.Concat(name.AsSpan(0, LongestLabel), "…");

    /// <summary>The plain value as text, or null.</summary>
    public string? Text { get; set; }

    /// <summary>Whether it was an item of a JSON list.</summary>
    public bool IsListItem { get; init; }

    public IReadOnlyList<Node> Members => _members;

    /// <summary>Whether nothing at all is said in it; an empty text means "not given".</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && _members.TrueForAll(member => member.IsEmpty);

    /// <summary>Where it is, from below the root; items of lists are numbered from 0.</summary>
    public string Path => _parent is null ? Label
        : _parent._parent is null ? Label + Number
        : $"{_parent.Path}.{Label}{Number}";

    private string Number
    {
        get
        {
            var twins = _parent!._members.FindAll(member => member.Name == Name);
            return IsListItem || twins.Count > 1
                ? string.Create(CultureInfo.InvariantCulture, $"[{twins.IndexOf(this)}]")
                : "";
        }
    }

    /// <summary>Makes this the root, so that paths begin below it.</summary>
    public Node Detach()
    {
        _parent = null;
        return this;
    }

    /// <exception cref="WireException">There are too many members already.</exception>
    public Node Add(Node member, WireLimits limits)
    {
        if (_members.Count == limits.Members)
            throw WireException.Member(
                WireError.TooManyMembers,
                this,
                string.Create(CultureInfo.InvariantCulture, $"has more than {limits.Members} members."));
        member._parent = this;
        _members.Add(member);
        return member;
    }
}
