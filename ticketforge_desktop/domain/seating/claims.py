"""Whose a seat is, as the store keeps it: one JSON document for each section of an event.

    {"#": {"v": 1, "event": "gala-2026", "section": "Stalls"},
     "@1a2b3c4d": "Till 2",
     "12/15": "l:1a2b3c4d:9f3ab12c0d1e",
     "12/16": "s:1a2b3c4d:77aa01b2c3d4"}

A seat that is not named is free. The value is state, station and a token. Whoever changes a seat of a station's names
the token it had: a change that was noted long ago and comes late (a till that was offline) then does nothing to a seat
that was given out anew meanwhile. A document is written by compare-and-swap only, so of two stations one has a seat.

Seats of web orders belong to the station `web`, which is nobody; any station writes them down.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import blake2b
from typing import Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput

WEB: Final = "web"
LONGEST: Final = 128_000  # bytes of a JSON document in the store
_SHORT: Final = 8  # hex digits of a station
_TOKEN: Final = 12


class ClaimState(StrEnum):
    """What a station has claimed a seat for; FREE gives it back."""

    FREE = ""
    LEASED = "l"
    HELD = "h"
    SOLD = "s"
    BLOCKED = "b"


class Claim(NamedTuple):
    """A seat that is somebody's. `station` is 8 hex digits of its id, or `web`."""

    state: ClaimState
    station: str
    token: str


class Section(NamedTuple):
    """A document, read: claims by `row/number`, and the names of stations."""

    claims: Mapping[str, Claim]
    names: Mapping[str, str]


class Change(NamedTuple):
    """What one station makes of some seats of a section.

    `seats` maps `row/number` to the token it had when that was decided; "" where it was free.
    """

    station: str
    name: str
    seats: Mapping[str, str]
    state: ClaimState
    token: str


class Changed(NamedTuple):
    """A document after a change. `lost` are seats that are somebody else's, `passed` those given out anew meanwhile."""

    text: str
    lost: tuple[str, ...]
    passed: tuple[str, ...]


def key_of(event_id: str, section: str) -> str:
    """The name of a section's document among the app's: keys there have letters, digits, - and _ only."""
    return f"seats-{_digest(event_id, 8)}-{_digest(section, 8)}"


def short_station(station_id: str) -> str:
    """A station as documents name it."""
    return _digest(station_id, _SHORT // 2)


def token_of(owner: str) -> str:
    """The token of a sale, hold or order: the same wherever it is computed."""
    return _digest(owner, _TOKEN // 2)


def read_section(text: str) -> Section:
    """Take a document apart. Anybody may have written it: what makes no sense is left out."""
    found = _object(text)
    claims: dict[str, Claim] = {}
    names: dict[str, str] = {}
    for name, value in found.items():
        if not isinstance(value, str):
            continue
        if name.startswith("@"):
            names[name[1:]] = value
            continue
        parts = value.split(":")
        if "/" in name and len(parts) == 3 and parts[0] in _STATES and parts[1]:
            claims[name] = Claim(_STATES[parts[0]], parts[1], parts[2])
    return Section(claims, names)


_STATES: Final = {state.value: state for state in ClaimState if state is not ClaimState.FREE}


def change(text: str, event_id: str, section: str, wanted: Change) -> Changed:
    """Make a change upon whatever the document is by now. Doing it twice is doing it once.

    A seat that is free by now, though it was ours (a manager took a dead till's seats back), is taken once more. One
    that is ours under another token was given out anew since: it stays as it is, and is told as passed over.

    Raises:
        BadInput: the document would grow over 128 KB.
    """
    document, known = _object(text), read_section(text).claims
    lost, passed = [], []
    value = f"{wanted.state.value}:{wanted.station}:{wanted.token}"
    for seat, token in wanted.seats.items():
        now = known.get(seat)
        if now is not None and now.station != wanted.station:
            if wanted.state is not ClaimState.FREE:
                lost.append(seat)
        elif now is not None and now.token == wanted.token and now.state is wanted.state:
            continue
        elif now is not None and now.token != token:
            passed.append(seat)
        elif wanted.state is ClaimState.FREE:
            document.pop(seat, None)
        else:
            document[seat] = value
    return Changed(_written(text, document, event_id, section, wanted), tuple(lost), tuple(passed))


def take(text: str, event_id: str, section: str, wanted: Change) -> Changed:
    """Claim free seats, all or none; those leased to this station already get the new token.

    `lost` names what is not free; the text is then as it was.
    """
    known = read_section(text).claims
    lost = [seat for seat in wanted.seats if not _takeable(known.get(seat), wanted)]
    if lost:
        return Changed(text, tuple(lost), ())
    fresh = {seat: known[seat].token if seat in known else "" for seat in wanted.seats}
    return change(text, event_id, section, wanted._replace(seats=fresh))


def clear(text: str, event_id: str, section: str, station: str) -> str:
    """The document without what a station leased or held: it is gone for good, and a manager said so."""
    document = _object(text)
    for seat, claim in read_section(text).claims.items():
        if claim.station == station and claim.state in (ClaimState.LEASED, ClaimState.HELD):
            del document[seat]
    return _written(text, document, event_id, section, Change(station, "", {}, ClaimState.FREE, ""))


def _takeable(claim: Claim | None, wanted: Change) -> bool:
    return claim is None or (claim.station == wanted.station and claim.state is ClaimState.LEASED)


def _written(before: str, document: dict[str, object], event_id: str, section: str, wanted: Change) -> str:
    if document == _object(before):
        return before
    if wanted.name and wanted.station != WEB:
        document[f"@{wanted.station}"] = wanted.name
    document["#"] = {"v": 1, "event": event_id, "section": section}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if len(text.encode()) > LONGEST:
        raise BadInput(
            f"Section {section!r} has more seats than the store keeps in one document.",
            field="section",
            section=section,
            next_step="Divide the section in the seat map.",
        )
    return text


def names_of(seats: Iterable[str]) -> dict[str, list[str]]:
    """Seats by section: section → `row/number`, in the order given. What is no seat's name is left out."""
    found: dict[str, list[str]] = {}
    for seat_id in seats:
        section, _, seat = seat_id.partition("/")
        if section and seat:
            found.setdefault(section, []).append(seat)
    return found


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return dict(found) if isinstance(found, dict) else {}


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size, person=b"tf-seats").hexdigest()
