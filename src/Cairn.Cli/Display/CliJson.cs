using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Cli.Api;

namespace Cairn.Cli.Display;

/// <summary>JSON that is the program's own; what comes from a server is printed as the API has it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SavedSession))]
internal sealed partial class CliJson : JsonSerializerContext;
