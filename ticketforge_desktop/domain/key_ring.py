"""The shop's key ring: the EAN key and the public keys of all stations, as one document in the store.

    {"version": 1, "ean_key": "<32 hex>", "keys": [{"key_id": "<8 hex>", "station": …, "public_key": "<64 hex>",
     "enrolled_at": "2026-11-14T18:00:00Z", "revoked_at": ""}, …]}

Stations change it by compare-and-swap and by `merge` only: no key is ever lost, the EAN key never changes once it
is there, and a revocation is never taken back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.domain.codes import key_id_of
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.ticket_numbers import EAN_KEY_BYTES

DOCUMENT: Final = "codes"
VERSION: Final = 1
_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The EAN key (32 hex digits, "" while there is none) and the keys by their id."""

    ean_key: str
    keys: tuple[PublicKeyRecord, ...]

    @property
    def any_enrolled(self) -> bool:
        """Whether a manager has enrolled any key, revoked ones counted."""
        return any(key.enrolled_at for key in self.keys)

    def find(self, key_id: str) -> PublicKeyRecord | None:
        """The key of this id."""
        return next((key for key in self.keys if key.key_id == key_id), None)


EMPTY: Final = KeyRing("", ())


def ring_of(ean_key: str, keys: Iterable[PublicKeyRecord]) -> KeyRing:
    """A ring with its keys in order and each id once."""
    found: dict[str, PublicKeyRecord] = {}
    for key in keys:
        known = found.get(key.key_id)
        found[key.key_id] = key if known is None else _merged(known, key)
    return KeyRing(ean_key, tuple(found[key_id] for key_id in sorted(found)))


def merge(published: KeyRing, ours: KeyRing) -> KeyRing:
    """Both rings in one. The published EAN key stands; ours counts only where there was none."""
    return ring_of(published.ean_key or ours.ean_key, (*published.keys, *ours.keys))


def _merged(known: PublicKeyRecord, other: PublicKeyRecord) -> PublicKeyRecord:
    """One key told twice: the earlier enrolment, the earlier revocation.

    Two stations whose keys have the same id by chance can't both be in a ring: one is chosen the same way
    everywhere, and the other station makes itself a new key.
    """
    if known.public_key != other.public_key:
        return min(known, other, key=lambda key: (key.enrolled_at or "~", key.public_key))
    return known._replace(
        station=known.station or other.station,
        enrolled_at=_earlier(known.enrolled_at, other.enrolled_at),
        revoked_at=_earlier(known.revoked_at, other.revoked_at),
    )


def _earlier(one: str, other: str) -> str:
    return min(one, other) if one and other else one or other


def write_ring(ring: KeyRing) -> str:
    """The document's text: the same for the same ring, whoever writes it."""
    keys = [key._asdict() for key in ring.keys]
    whole = {"version": VERSION, "ean_key": ring.ean_key, "keys": keys}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def read_ring(text: str) -> KeyRing:
    """Read the document.

    Raises:
        BadInput: it is damaged or of a newer version; it must not be written over then.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise _fault("it is no JSON") from None
    if not isinstance(whole, dict):
        raise _fault("it is no object")
    version = whole.get("version")
    if version != VERSION:
        raise _fault(f"it has version {version!r}, this program knows {VERSION}")
    ean_key, keys = whole.get("ean_key"), whole.get("keys")
    if not isinstance(ean_key, str) or not isinstance(keys, list):
        raise _fault("EAN key or keys are missing")
    if ean_key and not is_hex(ean_key, EAN_KEY_BYTES):
        raise _fault("the EAN key is not 32 hex digits")
    return ring_of(ean_key, map(_read_key, keys))


def _read_key(entry: object) -> PublicKeyRecord:
    if not isinstance(entry, Mapping):
        raise _fault("a key is no object")
    values = [entry.get(field, "") for field in PublicKeyRecord._fields]
    if not all(isinstance(value, str) for value in values):
        raise _fault("a key has fields that are no text")
    key = PublicKeyRecord._make(values)
    if not is_hex(key.public_key, 32) or key_id_of(bytes.fromhex(key.public_key)).hex() != key.key_id:
        raise _fault(f"the key {key.key_id!r} is not what its id says")
    if not _TIME.fullmatch(key.enrolled_at) or not _TIME.fullmatch(key.revoked_at):
        raise _fault(f"the key {key.key_id!r} has no proper times")
    return key


def is_hex(text: str, count: int) -> bool:
    """Whether text is `count` bytes in lower-case hex digits and nothing else."""
    return len(text) == 2 * count and set(text) <= set("0123456789abcdef")


def _fault(why: str) -> BadInput:
    return BadInput(
        f"The key ring in the store can't be read: {why}.",
        next_step="Update TicketForge Desktop on this station, or restore the app's document `codes` in the store.",
        field=DOCUMENT,
    )
