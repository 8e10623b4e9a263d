using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cairn.Wire.Scalars;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Syntax;

/// <summary>Records to JSON, without the root's name. Empty lists are written; what is null is left out.</summary>
internal static class JsonMessageWriter
{
    // Texts stay readable, quotes too. It is safe where no browser takes the body for HTML: the server forbids guessing.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
