using System.Text.Json.Nodes;
using System.Xml.Linq;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests.Manifest;

/// <summary>The answer to CreateTask, XML or JSON, in the same words.</summary>
internal static class AnswerReading
{
    public static string? Member(this Answer answer, string name) => answer.MediaType == "application/xml"
        ? (string?)XElement.Parse(answer.Text).Attribute(name)
        : answer.Json[name]?.ToString();

    public static IReadOnlyList<int> JobIds(this Answer answer)
    {
        var texts = answer.MediaType == "application/xml"
            ? XElement.Parse(answer.Text).Elements("jobIds").Select(job => (string)job.Attribute("val")!)
            : (answer.Json["jobIds"] as JsonArray ?? []).Select(id => (string)id!);
        return [.. texts.Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture))];
    }
}
