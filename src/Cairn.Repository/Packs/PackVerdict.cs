using Cairn.Repository.Faults;
using Cairn.Repository.Parity;

namespace Cairn.Repository.Packs;

/// <summary>
/// What a pack that was read wholly is worth.
/// </summary>
/// <param name="Records">The records that can be had: of a healed pack all, otherwise those that are exactly as stored.</param>
/// <param name="Damage">All that is wrong with the pack as it lies in the store.</param>
/// <param name="IsHealed">
/// The damage is undone by parity, and the pack was verified as healed; or a second read gave all that the first couldn't.
/// </param>
/// <param name="Parity">In what state its parity is.</param>
internal sealed record PackVerdict(
    PackedRecords Records, IReadOnlyList<RepositoryDamagedException> Damage, bool IsHealed, ParityState Parity);
