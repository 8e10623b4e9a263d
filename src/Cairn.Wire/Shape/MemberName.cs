namespace Cairn.Wire.Shape;

/// <summary>One of the names under which a member can arrive.</summary>
internal sealed record MemberName(MemberShape Member, string Name, bool IsMisspelling);
