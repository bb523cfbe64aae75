"""Maps on their way through the store: one document says which there are, others hold them, packed, in parts.

    seatmaps           {"<map id>": {"venue": "…", "version": 3, "digest": "…", "parts": 1}}
    seatmap-<id>-1     {"z": "<base64 of the map's document, deflated>"}

The list is written first, by compare-and-swap, and the parts after it: whoever reads parts that do not make up the
digest in the list has come too early, and keeps what it has.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

INDEX: Final = "seatmaps"
PART: Final = 96_000  # characters; a JSON document in the store may have 128 KB
LARGEST: Final = 4_000_000  # bytes of a map unpacked: 50,000 seats need less


class Listed(NamedTuple):
    """A map in the list."""

    venue: str
    version: int
    digest: str
    parts: int


def digest_of(text: str) -> str:
    """Of a map's document."""
    return blake2b(text.encode(), digest_size=12, person=b"tf-seatmap").hexdigest()


def part_key(map_id: str, number: int) -> str:
    """The document of a part, from 1."""
    return f"seatmap-{blake2b(map_id.encode(), digest_size=8, person=b'tf-seatmap').hexdigest()}-{number}"


def pack(text: str) -> list[str]:
    """The parts' documents."""
    packed = b64encode(zlib.compress(text.encode(), 9)).decode()
    cuts = range(0, max(1, len(packed)), PART)
    return [json.dumps({"z": packed[at : at + PART]}, separators=(",", ":")) for at in cuts]


def unpack(parts: Sequence[str], digest: str) -> str | None:
    """The map's document; None where the parts are not those that belong to the digest."""
    try:
        packed = "".join(json.loads(part)["z"] for part in parts)
        opened = zlib.decompressobj()
        raw = opened.decompress(b64decode(packed, validate=True), LARGEST)
        text = raw.decode() if not opened.unconsumed_tail else ""
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError):
        return None
    return text if digest_of(text) == digest else None


def read_list(text: str) -> dict[str, Listed]:
    """The maps there are. Anybody may have written it: what makes no sense is left out."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    told = found if isinstance(found, dict) else {}
    listed = {}
    for map_id, entry in told.items():
        if not isinstance(entry, dict):
            continue
        venue, version, digest, parts = (entry.get(name) for name in ("venue", "version", "digest", "parts"))
        fits = isinstance(venue, str) and isinstance(digest, str) and type(version) is int and type(parts) is int
        if fits and isinstance(parts, int) and 0 < parts <= 50:
            listed[map_id] = Listed(str(venue), int(version or 0), str(digest), parts)
    return listed


def write_list(listed: Mapping[str, Listed]) -> str:
    """The list's document."""
    told = {map_id: entry._asdict() for map_id, entry in sorted(listed.items())}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
