using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>Instants as UTC UNIX milliseconds: they sort and compare in SQL, which SQLite's text form does not.</summary>
internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
