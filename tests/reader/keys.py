"""The repository's keys: where they come from, and what is derived from them (the page's section "Keys")."""

import hashlib
import hmac
import json
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from argon2id import argon2id
from damage import Damaged, need

SECRETS_SIZE = 97
ALL = 1  # the secrets' first byte: who has them may do everything
WRAPPED_SIZE = 80


def unseal(key, number, sealed, associated, what):
    try:
        return AESGCM(key).decrypt(bytes(4) + number.to_bytes(8, "big"), bytes(sealed), bytes(associated))
    except (InvalidTag, ValueError):
        raise Damaged(f"{what}: it was altered") from None


def expand(key, info, length):
    return HKDFExpand(algorithm=SHA256(), length=length, info=info).derive(key)


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def two_lines(data, what):
    lines = data.split(b"\n")
    need(len(lines) == 3 and not lines[2], f"{what}: it isn't two lines")
    try:
        return lines[0], json.loads(lines[0]), bytes.fromhex(lines[1].decode("ascii"))
    except ValueError:
        raise Damaged(f"{what}: it isn't a line of JSON and a line of hexadecimal digits") from None


class Keys:
    """All keys of an open repository."""

    def __init__(self, store, secrets_of):
        """secrets_of gets the store and the repository's id, and gives the 97 bytes of the secrets."""
        line, self.config, proof = two_lines(store.get("config"), "config")
        need(self.config["format"] == 1, "config: its format is unknown")
        self.repository_id = uuid.UUID(self.config["id"]).bytes
        secrets = secrets_of(store, self.repository_id)
        need(len(secrets) == SECRETS_SIZE, "the secrets: their length is wrong")
        if secrets[0] != ALL:
            raise Damaged("these keys let write only")
        id_key, self.index_key, private_key = (secrets[at:at + 32] for at in (1, 33, 65))
        self._private_key = X25519PrivateKey.from_private_bytes(private_key)
        public_key = self._private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        need(hmac.compare_digest(mac(expand(id_key, b"cairn/1 config", 32), line), proof), "config: it was altered")
        need(self.config["publicKey"] == public_key.hex(), "config: its public key is another's")
        self._chunk_id_keys = {kind: expand(id_key, b"cairn/1 chunk id %d" % kind, 32) for kind in (1, 2, 3)}

    def chunk_id(self, kind, plain):
        return mac(self._chunk_id_keys[kind], plain)

    def object_key(self, name):
        return expand(self.index_key, b"cairn/1 object " + name.encode("ascii"), 32)

    def unwrap(self, name, header):
        """The key of a pack or snapshot, from the object's first 96 bytes."""
        prefix, ephemeral, sealed = header[:16], header[16:48], header[48:96]
        info = b"cairn/1 key " + self.repository_id + name.encode("ascii")
        try:
            shared = self._private_key.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        except ValueError:
            raise Damaged(f"{name}: its key can't be opened") from None
        wrapping = HKDF(algorithm=SHA256(), length=32, salt=ephemeral, info=info).derive(shared)
        return unseal(wrapping, 0, sealed, prefix, f"{name}: its key")


def secrets_by_passphrase(passphrase):
    def find(store, repository_id):
        for name in store.list("keys/"):
            try:
                secrets = _open_slot(name, store.get(name), repository_id, passphrase)
                if secrets is not None:
                    return secrets
            except Damaged:
                continue
        raise Damaged("the passphrase opens none of the repository's keys")
    return find


def _open_slot(name, data, repository_id, passphrase):
    line, slot, sealed = two_lines(data, name)
    need(slot["format"] == 1, f"{name}: its format is unknown")
    if uuid.UUID(slot["repository"]).bytes != repository_id:
        return None
    need(8 <= slot["memoryKiB"] <= 1 << 20 and 1 <= slot["passes"] <= 64, f"{name}: its cost is out of range")
    key = argon2id(passphrase, bytes.fromhex(slot["salt"]), slot["memoryKiB"], slot["passes"])
    associated = b"cairn/1 slot " + repository_id + name.encode("ascii") + b"\0" + line
    return unseal(key, 0, sealed, associated, name)


def secrets_by_key_file(text):
    kind, repository_id, secrets = _parse_key_file(text)

    def find(_, expected):
        need(repository_id == expected, "the key file is another repository's")
        return bytes([kind]) + secrets
    return find


def _parse_key_file(text):
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    first = lines[0].lower().split() if lines else []
    need(len(first) == 2 and first[0] == "cairn-key" and first[1].isdigit(), "this is no key file")
    found = {}
    for line in lines[1:]:
        number, _, digits = line.partition(":")
        digits = "".join(digits.split()).replace("-", "").lower().replace("o", "0").replace("l", "1").replace("i", "1")
        try:
            number, data = int(number), bytes.fromhex(digits)
        except ValueError:
            raise Damaged(f"the key file's line '{line}' is mistyped") from None
        check = hashlib.sha256(b"cairn/1 key line %d" % number + data[:16]).digest()[:2]
        need(len(data) == 18 and data[16:] == check, f"the key file's line {number} is mistyped")
        found[number] = data[:16]
    need(sorted(found) == list(range(1, 9)), "a line of the key file is missing")
    data = b"".join(found[number] for number in range(1, 8))
    kind = int(first[1])
    whole = hashlib.sha256(b"cairn/1 key file " + bytes([kind]) + data).digest()[:16]
    need(found[8] == whole, "the key file's lines don't belong together")
    return kind, data[:16], data[16:]
