using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Accounts;

/// <summary>The user behind a request.</summary>
public sealed record Caller(int UserId, string Name, Role Role);
