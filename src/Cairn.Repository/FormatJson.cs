using System.Text.Json;
using System.Text.Json.Serialization;
using Cairn.Repository.Checking;
using Cairn.Repository.Collecting;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository;

/// <summary>The JSON that is part of the repository's format.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RepositoryConfig))]
[JsonSerializable(typeof(KeySlotHeader))]
[JsonSerializable(typeof(SnapshotDocument))]
[JsonSerializable(typeof(SessionBegin))]
[JsonSerializable(typeof(SessionBeat))]
[JsonSerializable(typeof(ScrubDocument))]
[JsonSerializable(typeof(EarlierSessions))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(CollectionEnd))]
internal sealed partial class FormatJson : JsonSerializerContext;
