"""Snapshots (the page's section "Snapshots")."""

import hmac
import json
from datetime import datetime

from damage import Damaged, need
from keys import mac, unseal

HEADER_SIZE = 96
_FENCE = b"CAIRNFNC\x01" + bytes(7)


class Snapshot:
    def __init__(self, identity, document):
        self.id, self.about = identity, document
        self.root = bytes.fromhex(document["root"])
        self.finished = datetime.fromisoformat(document["finished"])
        need(len(self.root) == 32, f"snapshots/{identity}: it has no root")


def read_all(store, keys):
    """The one that finished first comes first."""
    found = []
    for name in store.list("snapshots/"):
        data = store.get(name)
        if not _is_fence(name, data, keys):
            found.append(_read(name, data, keys))
    return sorted(found, key=lambda snapshot: (snapshot.finished, snapshot.id))


def find(snapshots, beginning):
    if beginning == "latest" and snapshots:
        return snapshots[-1]
    matching = [snapshot for snapshot in snapshots if snapshot.id.startswith(beginning.lower())]
    if len(matching) != 1:
        raise Damaged(f"{len(matching)} snapshots begin with '{beginning}'")
    return matching[0]


def _is_fence(name, data, keys):
    """It stands where a snapshot is never to be."""
    return hmac.compare_digest(data, _FENCE + mac(keys.object_key(name), _FENCE))


def _read(name, data, keys):
    need(data[:9] == b"CAIRNSNP\x01", f"{name}: it isn't a snapshot of version 1")
    header = data[:HEADER_SIZE]
    document = unseal(keys.unwrap(name, header), 0, data[HEADER_SIZE:], header, name)
    try:
        return Snapshot(name[-32:], json.loads(document))
    except (ValueError, KeyError):
        raise Damaged(f"{name}: its document can't be read") from None
