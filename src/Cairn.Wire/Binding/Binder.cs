using Cairn.Wire.Shape;
using Cairn.Wire.Syntax;

namespace Cairn.Wire.Binding;

/// <summary>
/// Makes a record from nodes by the rules of createtask-semantics.md section 0: order is free, an empty value means "not
/// given", a parameter given twice must agree with itself, and what is not known is reported, never refused.
/// </summary>
internal sealed class Binder(WireLimits limits)
{
    private readonly List<WireWarning> _warnings = [];
    private readonly List<WireException> _refusals = [];
    private readonly HashSet<object> _incomplete = new(ReferenceEqualityComparer.Instance);
    private int _refused;

    public IReadOnlyList<WireWarning> Warnings => _warnings;

    /// <summary>Values that can't be what their parameters need; the record is without them.</summary>
    public IReadOnlyList<WireException> Refusals => _refusals;

    /// <summary>The records that have such a value, and those around them.</summary>
    public IReadOnlySet<object> Incomplete => _incomplete;

    public object Bind(RecordShape shape, Node node) => BindMembers(shape, node, out _);

    /// <summary>Reports a member that the record has no place for, unless nothing is said in it.</summary>
    public void WarnUnused(RecordShape shape, Node node)
    {
        if (node.IsEmpty)
            return;
        if (shape.Tolerates(node.Name))
            Warn(WireWarning.UnusedMember, node, "is not used by this server");
        else
            Warn(WireWarning.UnknownMember, node, "is not known here and was ignored");
    }

    private object BindMembers(RecordShape shape, Node node, out bool isEmpty)
    {
        var refusedBefore = _refused;
        var given = Sort(shape, node);
        var record = shape.Create();
        isEmpty = true;
        foreach (var member in shape.Members)
        {
            if (given[member.Position] is not { } nodes || BindMember(member, nodes) is not { } value)
                continue;
            member.Property.SetValue(record, value);
            isEmpty = false;
        }

        if (_refused > refusedBefore)
        {
            // What can't be read was given all the same.
            isEmpty = false;
            _incomplete.Add(record);
        }

        return record;
    }

    // Puts each node to the member that it names, a plain value in place of members to the one that stands for it.
    private List<Node>?[] Sort(RecordShape shape, Node node)
    {
        var given = new List<Node>?[shape.Members.Count];
        foreach (var child in node.Members)
        {
            if (shape.Find(child.Name) is not { } name)
            {
                WarnUnused(shape, child);
                continue;
            }

            if (name.IsMisspelling && !child.IsEmpty)
                Warn(WireWarning.MisspeltAttribute, child, $"was taken as {name.Member.Name}");
            (given[name.Member.Position] ??= []).Add(child);
        }

        if (string.IsNullOrWhiteSpace(node.Text))
            return given;
        if (shape.TextMember is not { } textMember)
        {
            Refuse(WireError.InvalidShape, node, node.Name, node.Text, "members, not a plain value");
            return given;
        }

        var text = node.Members.Count == 0 ? node : node.Add(new(textMember.Name) { Text = node.Text }, limits);
        (given[textMember.Position] ??= []).Add(text);
        return given;
    }

    private object? BindMember(MemberShape member, List<Node> nodes)
    {
        if (member.IsList)
            return BindList(member, nodes);
        object? first = null;
        foreach (var node in nodes)
        {
            var value = BindValue(member, node);
            if (first is not null && value is not null && !value.Equals(first))
                Refuse(() => WireException.Member(WireError.DuplicateParameter, node, "is given twice with different values."));
            first ??= value;
        }

        return first;
    }

    // A list of records keeps an empty one, because it stands for an entry that says nothing; a list of values doesn't.
    private Array? BindList(MemberShape member, List<Node> nodes)
    {
        var items = new List<object>(nodes.Count);
        foreach (var node in nodes)
        {
            var item = member.Scalar is null ? Bind(member.Record, node) : BindScalar(member, node);
            if (item is not null)
                items.Add(item);
        }

        if (items.Count == 0)
            return null;
        var list = Array.CreateInstance(member.ItemType, items.Count);
        for (var i = 0; i < items.Count; i++)
            list.SetValue(items[i], i);
        return list;
    }

    private object? BindValue(MemberShape member, Node node)
    {
        if (member.Scalar is not null)
            return BindScalar(member, node);
        var record = BindMembers(member.Record, node, out var isEmpty);
        return isEmpty ? null : record;
    }

    private object? BindScalar(MemberShape member, Node node)
    {
        var text = TextOf(node);
        if (!member.IsVerbatim)
            text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        var refusal = member.Scalar!.Read(text, out var value);
        if (refusal is null)
            return value;
        Refuse(member.Refusal ?? refusal, node, member.Name, text, member.Scalar.Allowed);
        return null;
    }

    // The text of an attribute or element, or its val: <jobIds val="7"/> (section 12, trap 22).
    private string? TextOf(Node node)
    {
        var text = string.IsNullOrWhiteSpace(node.Text) ? null : node.Text;
        foreach (var child in node.Members)
        {
            if (text is null && child.Members.Count == 0 && child.Name.Equals("val", StringComparison.OrdinalIgnoreCase))
                text = child.Text;
            else if (text is null && !child.IsEmpty)
            {
                Refuse(WireError.InvalidShape, node, node.Name, child.Name, "a plain value, not members");
                return null;
            }
            else if (!child.IsEmpty)
                Warn(WireWarning.UnknownMember, child, "is not known here and was ignored");
        }

        return text;
    }

    private void Refuse(string word, Node node, string parameter, string value, string allowed) =>
        Refuse(() => WireException.Refused(word, node, parameter, value, allowed));

    private void Refuse(Func<WireException> refusal)
    {
        _refused++;
        if (_refusals.Count < limits.Refusals)
            _refusals.Add(refusal());
    }

    private void Warn(string word, Node node, string what)
    {
        if (_warnings.Count < limits.Warnings)
            _warnings.Add(new(word, node.Path, $"{node.Path} {what}."));
        else if (_warnings.Count == limits.Warnings)
            _warnings.Add(new(WireWarning.MoreWarnings, "", "There are more warnings than are kept."));
    }
}
