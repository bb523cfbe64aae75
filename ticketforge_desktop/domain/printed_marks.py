"""Which tickets a station has on paper, as it tells the others: sixteen documents, each with the ids it is known by.

A ticket is named by the first six bytes of its id: among a million tickets two share them about once in 500 shops, and
all that follows is that one of the two has to be reprinted instead of printed.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final, NamedTuple

SHARDS: Final = "0123456789abcdef"
"""The first hex digit of a ticket's id names its document."""
MOST_A_SHARD: Final = 15_000  # a document of the store holds 128 KB
_BYTES: Final = 6
INDEX: Final = "printed"


class Voice(NamedTuple):
    """What a station says in the index: its name, and the digest of each document it has written."""

    name: str
    digests: Mapping[str, str]


def mark_of(ticket_id: str) -> str:
    """How a ticket is named there: 12 hex digits."""
    return ticket_id[: 2 * _BYTES]


def part_key(station_id: str, shard: str) -> str:
    """The document of a station's shard."""
    short = blake2b(station_id.encode(), digest_size=8, person=b"tf-printed").hexdigest()
    return f"printed-{short}-{shard}"


def write_part(marks: Iterable[str]) -> str:
    """Sorted, so that the same marks give the same text; beyond what a document holds the last are left out."""
    raw = b"".join(bytes.fromhex(mark) for mark in sorted(set(marks))[:MOST_A_SHARD])
    return json.dumps({"v": 1, "tickets": b64encode(raw).decode()}, separators=(",", ":"))


def read_part(text: str) -> tuple[str, ...]:
    """Anybody may have written it: what makes no sense names no ticket."""
    told = _object(text).get("tickets")
    try:
        raw = b64decode(told, validate=True) if isinstance(told, str) else b""
    except (ValueError, binascii.Error):
        return ()
    return tuple(raw[at : at + _BYTES].hex() for at in range(0, len(raw) - len(raw) % _BYTES, _BYTES))


def digest_of(text: str) -> str:
    """Tells whether a document has changed since it was read."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


def read_index(text: str) -> dict[str, Voice]:
    """Whose documents are how far; nonsense is left out."""
    voices: dict[str, Voice] = {}
    for station_id, told in _object(text).items():
        if isinstance(told, dict) and isinstance(told.get("parts"), dict):
            digests = {str(shard): str(digest) for shard, digest in told["parts"].items() if str(shard) in SHARDS}
            voices[station_id] = Voice(str(told.get("name", "")), digests)
    return voices


def write_index(voices: Mapping[str, Voice]) -> str:
    """The index as `read_index` reads it."""
    told = {station: {"name": voice.name, "parts": dict(voice.digests)} for station, voice in voices.items()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
