using System.Collections;
using System.Text;
using System.Xml;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Syntax;

/// <summary>
/// Records to XML: values as attributes, records as elements, values in lists as <c>&lt;name val="…"/&gt;</c>. Written by
/// hand because clients look for <c>&lt;TMMsg_GenericResp errorCode="0"/&gt;</c> as plain text (wire-api.md section 6.6),
/// and the framework's writer puts a blank before the slash.
/// </summary>
internal static class XmlMessageWriter
{
    public static string Write(RecordShape shape, object message)
    {
        var xml = new StringBuilder();
        var root = shape.Root ?? throw new InvalidOperationException($"{message.GetType().Name} has no root name.");
        WriteElement(xml, root, shape, message);
        return xml.ToString();
    }

    private static void WriteElement(StringBuilder xml, string name, RecordShape shape, object record)
    {
        xml.Append('<').Append(name);
        foreach (var member in shape.Members)
        {
            if (member is { IsList: false, Scalar: { } scalar } && member.Property.GetValue(record) is { } value)
                WriteAttribute(xml, member.Name, scalar.Write(value));
        }

        var endOfAttributes = xml.Length;
        xml.Append('>');
        foreach (var member in shape.Members)
            WriteChildren(xml, member, record);
        if (xml.Length == endOfAttributes + 1)
            xml.Insert(endOfAttributes, '/');
        else
            xml.Append("</").Append(name).Append('>');
    }

    private static void WriteChildren(StringBuilder xml, MemberShape member, object record)
    {
        if (member is { IsList: false, Scalar: not null } || member.Property.GetValue(record) is not { } value)
            return;
        if (!member.IsList)
        {
            WriteElement(xml, member.Name, member.Record, value);
            return;
        }

        foreach (var item in (IEnumerable)value)
            WriteItem(xml, member, item);
    }

    private static void WriteItem(StringBuilder xml, MemberShape member, object item)
    {
        if (member.Scalar is null)
        {
            WriteElement(xml, member.Name, member.Record, item);
            return;
        }

        xml.Append('<').Append(member.Name);
        WriteAttribute(xml, "val", member.Scalar.Write(item));
        xml.Append("/>");
    }

    private static void WriteAttribute(StringBuilder xml, string name, string value)
    {
        xml.Append(' ').Append(name).Append("=\"");
        for (var i = 0; i < value.Length; i++)
        {
            if (i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]))
                xml.Append(value[i]).Append(value[++i]);
            else
                AppendEscaped(xml, value[i]);
        }

        xml.Append('"');
    }

    // Blanks other than the space would be changed to it by the reader; characters that XML can't hold become U+FFFD.
    private static void AppendEscaped(StringBuilder xml, char character) => _ = character switch
    {
        '&' => xml.Append("&amp;"),
        '<' => xml.Append("&lt;"),
        '>' => xml.Append("&gt;"),
        '"' => xml.Append("&quot;"),
        '\t' => xml.Append("&#x9;"),
        '\n' => xml.Append("&#xA;"),
        '\r' => xml.Append("&#xD;"),
        _ => xml.Append(XmlConvert.IsXmlChar(character) ? character : '\uFFFD'),
    };
}
