"""Issues of tickets as the store keeps them: one number given out once, by whichever station asked first.

They stand in the order's metafield `issues` (see `docs/ticket-code.md`), which every station's mirror has:

    {"<ticket id>": 3,
     "<ticket id>.made": {"issue": 3, "at": "2026-11-14T13:02:00Z", "station": "till 2", "id": "…", "key": "…"},
     "<ticket id>.lost": [[3, "<key id>"]]}

`made` tells who took the number and signs its code. A station without a network may have given the same number to a
paper of its own, whose code another key signed; when it comes back it finds the number taken, and its paper is `lost`:
the door then refuses that key's code of that issue.
"""

from __future__ import annotations

import json
from typing import Final, NamedTuple

from ticketforge_desktop.domain.ticket_numbers import LAST_ISSUE
from ticketforge_desktop.domain.units import read_issues

DOCUMENT: Final = "issues"


class Made(NamedTuple):
    """Who took an issue, and when (ISO 8601, UTC). Texts are "" where nobody wrote them down."""

    issue: int
    at: str = ""
    station: str = ""  # its name, for people
    station_id: str = ""
    key_id: str = ""  # hex; signs the codes of this issue


class Claim(NamedTuple):
    """What a document came to: its text, who made the ticket's current issue, and whether the number is ours."""

    text: str
    holder: Made
    ours: bool


def made_of(text: str, ticket_id: str) -> Made:
    """The current issue of a ticket and who took it. Anybody may have written the document: nonsense is left out."""
    issue = read_issues(text).get(ticket_id, 1)
    told = _object(text).get(f"{ticket_id}.made")
    if not isinstance(told, dict) or told.get("issue") != issue:
        return Made(issue)
    words = (told.get(name) for name in ("at", "station", "id", "key"))
    return Made(issue, *(word if isinstance(word, str) else "" for word in words))


def lost_papers(text: str, ticket_id: str) -> tuple[tuple[int, str], ...]:
    """Issues with the key that signed them whose papers are not good: others had taken the number before."""
    told = _object(text).get(f"{ticket_id}.lost")
    pairs = (pair for pair in told if isinstance(pair, list) and len(pair) == 2) if isinstance(told, list) else ()
    return tuple((issue, key) for issue, key in pairs if type(issue) is int and isinstance(key, str) and key)


def claim(text: str, ticket_id: str, wanted: Made, upon: str | None = None) -> Claim:
    """Take an issue for a ticket where it is still free: twice is once, and a number never goes back.

    Args:
        upon: for a number that was given out without the store: which station (its id, "" for nobody) had made the
            issue before it, as far as ours knew. Where the store knows better, the number is not ours.

    Raises:
        ValueError: there is no such issue (1 is everybody's, above 65,535 no code has room).
    """
    if not 1 < wanted.issue <= LAST_ISSUE:
        raise ValueError(f"no issue to take: {wanted.issue}")
    holder = made_of(text, ticket_id)
    if holder.issue >= wanted.issue:
        same = holder.issue == wanted.issue and holder.station_id == wanted.station_id
        return Claim(text, holder, same and bool(wanted.station_id))
    if upon is not None and holder.issue == wanted.issue - 1 and holder.station_id != upon:
        return Claim(text, holder, ours=False)
    told = {"issue": wanted.issue, "at": wanted.at, "station": wanted.station}
    made = told | {"id": wanted.station_id, "key": wanted.key_id}
    document = _object(text) | {ticket_id: wanted.issue, f"{ticket_id}.made": made}
    return Claim(_text(document), wanted, ours=True)


def give_up(text: str, ticket_id: str, wanted: Made) -> str:
    """Note that our paper of an issue is not good. Nothing to note where the number's holder signs with our key."""
    holder = made_of(text, ticket_id)
    known = lost_papers(text, ticket_id)
    if not wanted.key_id or (wanted.issue, wanted.key_id) in known or holder.key_id == wanted.key_id:
        return text
    return _text(_object(text) | {f"{ticket_id}.lost": [*map(list, known), [wanted.issue, wanted.key_id]]})


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
