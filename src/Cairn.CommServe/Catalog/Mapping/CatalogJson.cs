using System.Text.Json.Serialization;
using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>JSON of the columns that hold lists of records.</summary>
[JsonSerializable(typeof(List<TaskWarning>))]
internal sealed partial class CatalogJson : JsonSerializerContext;
