using System.Text.Json.Serialization;
using Cairn.Cli.Api;
using Cairn.DataAgents;
using Cairn.Repository.Checking;
using Cairn.Repository.Index;
using Cairn.Repository.Sealing;

namespace Cairn.Cli.Display;

/// <summary>JSON that is the program's own; what comes from a server is printed as the API has it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SavedSession))]
[JsonSerializable(typeof(CreatedRepository))]
[JsonSerializable(typeof(RepositoryBackupResult))]
[JsonSerializable(typeof(SnapshotLine[]))]
[JsonSerializable(typeof(EntryLine[]))]
[JsonSerializable(typeof(CheckResult))]
[JsonSerializable(typeof(ForgetResult))]
[JsonSerializable(typeof(PruneResult))]
[JsonSerializable(typeof(RepositoryStatistics))]
[JsonSerializable(typeof(KeySlotInfo))]
[JsonSerializable(typeof(KeySlotInfo[]))]
[JsonSerializable(typeof(ChangedKey))]
[JsonSerializable(typeof(ExportedKey))]
[JsonSerializable(typeof(IndexRebuildReport))]
[JsonSerializable(typeof(RestoreOutcome))]
internal sealed partial class CliJson : JsonSerializerContext;
