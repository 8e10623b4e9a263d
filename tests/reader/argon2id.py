"""Argon2id, version 1.3, with one lane (RFC 9106). Slow: a page of memory takes about a millisecond."""

import hashlib
import struct

_MASK = (1 << 64) - 1
_WORDS = 128  # of 64 bits in a block of 1 KiB
_SLICES = 4


def argon2id(password, salt, memory_kib, passes, length=32):
    blocks_count = _SLICES * (memory_kib // _SLICES)
    segment = blocks_count // _SLICES
    start = _hash(64, b"".join((
        struct.pack("<6I", 1, length, memory_kib, passes, 0x13, 2),
        struct.pack("<I", len(password)), password,
        struct.pack("<I", len(salt)), salt,
        struct.pack("<II", 0, 0))))  # no secret, no associated data
    blocks = [_words(_long_hash(1024, start + struct.pack("<II", i, 0))) for i in (0, 1)]
    blocks += [None] * (blocks_count - 2)
    for number in range(passes):
        for slice_number in range(_SLICES):
            _fill(blocks, number, slice_number, segment, passes)
    return _long_hash(length, struct.pack("<128Q", *blocks[-1]))


def _fill(blocks, number, slice_number, segment, passes):
    """One quarter of one pass over the memory."""
    independent = number == 0 and slice_number < 2
    addresses = []
    for index in range(segment):
        if independent and index % _WORDS == 0:
            addresses = _addresses(number, slice_number, len(blocks), passes, index // _WORDS + 1)
        if number == 0 and slice_number == 0 and index < 2:
            continue
        here = slice_number * segment + index
        previous = blocks[here - 1]
        chosen = (addresses[index % _WORDS] if independent else previous[0]) & 0xFFFFFFFF
        # Blocks that are finished in the other slices, and those of this one but the previous.
        area = (slice_number if number == 0 else _SLICES - 1) * segment + index - 1
        back = area * (chosen * chosen >> 32) >> 32
        first = 0 if number == 0 else (slice_number + 1) * segment
        block = _mix(previous, blocks[(first + area - 1 - back) % len(blocks)])
        blocks[here] = block if number == 0 else [a ^ b for a, b in zip(block, blocks[here])]


def _addresses(number, slice_number, blocks_count, passes, counter):
    zero = [0] * _WORDS
    given = [number, 0, slice_number, blocks_count, passes, 2, counter] + [0] * (_WORDS - 7)
    return _mix(zero, _mix(zero, given))


def _mix(x, y):
    given = [a ^ b for a, b in zip(x, y)]
    mixed = list(given)
    for row in range(8):
        _permute(mixed, [16 * row + i for i in range(16)])
    for column in range(8):
        _permute(mixed, [2 * column + 16 * i + j for i in range(8) for j in (0, 1)])
    return [a ^ b for a, b in zip(mixed, given)]


def _permute(v, at):
    for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                       (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
        _quarter(v, at[a], at[b], at[c], at[d])


def _quarter(v, a, b, c, d):
    for first, second in ((32, 24), (16, 63)):
        v[a] = _add(v[a], v[b])
        v[d] = _rotate(v[d] ^ v[a], first)
        v[c] = _add(v[c], v[d])
        v[b] = _rotate(v[b] ^ v[c], second)


def _add(x, y):
    return x + y + 2 * (x & 0xFFFFFFFF) * (y & 0xFFFFFFFF) & _MASK


def _rotate(x, count):
    return (x >> count | x << 64 - count) & _MASK


def _words(block):
    return list(struct.unpack("<128Q", block))


def _hash(length, data):
    return hashlib.blake2b(data, digest_size=length).digest()


def _long_hash(length, data):
    """BLAKE2b stretched to any length (section 3.3 of the RFC)."""
    if length <= 64:
        return _hash(length, struct.pack("<I", length) + data)
    part = _hash(64, struct.pack("<I", length) + data)
    result = part[:32]
    while length - len(result) > 64:
        part = _hash(64, part)
        result += part[:32]
    return result + _hash(length - len(result), part)
