using System.Text;

namespace Cairn.Server.Tests.Fuzzing;

/// <summary>Writes a body in any of the spellings that clients use, XML or JSON; what the syntax can't hold is written all the same.</summary>
internal sealed class BodySpelling(Random random)
{
    private readonly StringBuilder text = new();

    public string Write(BodyTree body)
    {
        text.Clear();
        if (random.Next(2) == 0)
        {
            Element(body);
            return text.ToString();
        }

        var hasWrapper = random.Next(3) == 0 && body.Name.Length > 0;
        Json(hasWrapper ? [body] : body.Members);
        return text.ToString();
    }

    private void Element(BodyTree node)
    {
        text.Append('<').Append(node.Name);
        var attributes = node.Members.FindAll(member => member.Members.Count == 0 && random.Next(3) != 0).DistinctBy(member => member.Name).ToList();
        foreach (var attribute in attributes)
            text.Append(' ').Append(attribute.Name).Append("=\"").Append(Escape(attribute.Text)).Append('"');
        text.Append('>');
        foreach (var member in node.Members.Where(member => !attributes.Contains(member)))
            Element(member);
        text.Append(random.Next(20) == 0 ? $"<![CDATA[{node.Text}]]>" : Escape(node.Text)).Append("</").Append(node.Name).Append('>');
    }

    private void Json(List<BodyTree> members)
    {
        text.Append('{');
        var separator = "";
        // Equal names become a list, but for now and then.
        foreach (var group in members.GroupBy(member => random.Next(100) == 0 ? member.Name + '\0' + random.Next() : member.Name))
        {
            text.Append(separator);
            separator = ",";
            Quoted(group.First().Name);
            text.Append(':');
            JsonList([.. group]);
        }

        text.Append('}');
    }

    private void JsonList(List<BodyTree> items)
    {
        var isList = items.Count > 1 || random.Next(3) == 0;
        if (isList)
            text.Append('[');
        for (var index = 0; index < items.Count; index++)
        {
            text.Append(index > 0 ? "," : "");
            JsonValue(items[index]);
        }

        if (isList)
            text.Append(']');
    }

    private void JsonValue(BodyTree node)
    {
        if (node.Members.Count > 0)
            Json(node.Members);
        else if (node.Text is null)
            text.Append("null");
        else if (random.Next(2) == 0 && (long.TryParse(node.Text, out _) || node.Text is "true" or "false"))
            text.Append(node.Text);
        else
            Quoted(node.Text);
    }

    private void Quoted(string value)
    {
        text.Append('"');
        foreach (var character in value)
            _ = character is '"' or '\\' or < ' ' || char.IsSurrogate(character) ? text.Append($"\\u{(int)character:x4}") : text.Append(character);
        text.Append('"');
    }

    private static string? Escape(string? value) => value?
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("\u0001", "&#1;", StringComparison.Ordinal)
        .Replace("\ud800", "&#xD800;", StringComparison.Ordinal);
}
