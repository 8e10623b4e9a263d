namespace Cairn.Repository.Sealing;

/// <summary>
/// What one guess of a passphrase costs (Argon2id, RFC 9106): memory in KiB (8 to 1,048,576) and passes over it (1 to 64). The
/// default is the RFC's second recommended setting (section 4), with the one lane that libsodium offers.
/// </summary>
public sealed record PassphraseCost(int MemoryKiB = 64 << 10, int Passes = 3)
{
    internal bool IsValid => MemoryKiB is >= 8 and <= 1 << 20 && Passes is >= 1 and <= 64;
}
