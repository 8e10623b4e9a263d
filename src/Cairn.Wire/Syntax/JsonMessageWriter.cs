using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Cairn.Wire.Scalars;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Syntax;

/// <summary>Records to JSON, without the root's name. Empty lists are written; what is null is left out.</summary>
internal static class JsonMessageWriter
{
    // Names in any script stay readable; what could end a script element or a string in HTML is still escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Write(RecordShape shape, object message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            WriteObject(json, shape, message);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteObject(Utf8JsonWriter json, RecordShape shape, object record)
    {
        json.WriteStartObject();
        foreach (var member in shape.Members)
        {
            if (member.Property.GetValue(record) is not { } value)
                continue;
            json.WritePropertyName(member.Name);
            if (member.IsList)
                WriteList(json, member, (IEnumerable)value);
            else
                WriteItem(json, member, value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, MemberShape member, IEnumerable items)
    {
        json.WriteStartArray();
        foreach (var item in items)
            WriteItem(json, member, item);
        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, MemberShape member, object value)
    {
        if (member.Scalar is null)
            WriteObject(json, member.Record, value);
        else
            WriteScalar(json, member.Scalar, value);
    }

    private static void WriteScalar(Utf8JsonWriter json, Scalar scalar, object value)
    {
        if (scalar.IsBareInJson(value))
            json.WriteRawValue(scalar.Write(value));
        else
            json.WriteStringValue(scalar.Write(value));
    }
}
