namespace Cairn.Repository.Sealing;

/// <summary>
/// What one guess of a passphrase costs (Argon2id, RFC 9106): memory in KiB (8 to 1,048,576) and passes over it (1 to 64). The
/// default is above what the OWASP Password Storage Cheat Sheet asks for (46 MiB, one pass) and costs some 30 ms: every command
/// that opens a repository pays it. Who keeps a repository where many may try passphrases picks a long passphrase or a higher
/// cost.
/// </summary>
public sealed record PassphraseCost(int MemoryKiB = 64 << 10, int Passes = 1)
{
    internal bool IsValid => MemoryKiB is >= 8 and <= 1 << 20 && Passes is >= 1 and <= 64;
}
