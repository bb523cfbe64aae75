"""Connections: pages with keyset cursors.

A cursor is base64 of ``{"last_id": …, "last_value": …}`` as in the recordings (lines 42–60): it names a place in the
order, not a position, so a page stays right while things are added, changed or removed around it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ticketforge_desktop.demo.calls import Refused
from ticketforge_desktop.demo.gids import number_of

MAX_PAGE = 250
"""https://shopify.dev/docs/api/usage/pagination-graphql: at most 250 a page."""


@dataclass(slots=True)
class Page:
    """One page: the nodes, their cursors on demand, and whether there is more on either side."""

    nodes: Sequence[Any]
    has_next: bool
    has_previous: bool
    cursor_of: Callable[[Any], str]


def encode_cursor(last_id: object, last_value: object) -> str:
    """An opaque cursor."""
    text = json.dumps({"last_id": last_id, "last_value": last_value}, separators=(",", ":"))
    return base64.b64encode(text.encode()).decode()


def decode_cursor(text: str, field: str) -> tuple[Any, Any]:
    """(last_id, last_value). Refused when it is none of ours."""
    try:
        tree = json.loads(base64.b64decode(text, validate=True))
        return tree["last_id"], tree["last_value"]
    except (ValueError, KeyError, TypeError):
        raise Refused(f"Invalid cursor for current pagination sort: '{text}' ({field}).", "BAD_REQUEST") from None


def window(args: Mapping[str, Any]) -> tuple[int, bool]:
    """(page size, from the end). Refused with Shopify's words when neither or both are given, or too many."""
    first, last = args.get("first"), args.get("last")
    if first is None and last is None:
        raise Refused("you must provide one of first or last", "BAD_REQUEST")
    if first is not None and last is not None:
        raise Refused("providing both first and last is not supported", "BAD_REQUEST")
    size = first if first is not None else last
    assert isinstance(size, int)
    label = "first" if first is not None else "last"
    if size > MAX_PAGE:
        raise Refused(f"{label} cannot exceed {MAX_PAGE}", "BAD_REQUEST")
    if size < 0:
        raise Refused(f"{label} must be zero or greater", "BAD_REQUEST")
    return size, first is None


def identity(thing: Any) -> object:
    """What tells one node of a list from another: its number, else its gid, else its place."""
    if isinstance(thing, Mapping):
        return number_of(thing.get("id")) or thing.get("id")
    return getattr(thing, "id", None)


def page_of_list(things: Sequence[Any], args: Mapping[str, Any]) -> Page:
    """A page of a short list (lines of an order, variants of a product) in the list's own order."""
    if args.get("reverse"):
        things = things[::-1]
    size, from_end = window(args)
    start, stop = 0, len(things)
    after, before = args.get("after"), args.get("before")
    if after:
        start = _place(things, after, "after") + 1
    if before:
        stop = _place(things, before, "before")
    chosen = things[start:stop]
    cut = chosen[len(chosen) - size :] if from_end and size < len(chosen) else chosen[:size]
    left = start + (len(chosen) - len(cut) if from_end else 0)
    return Page(cut, left + len(cut) < len(things), left > 0, _list_cursor(things))


def _list_cursor(things: Sequence[Any]) -> Callable[[Any], str]:
    def cursor(thing: Any) -> str:
        known = identity(thing)
        if known is None:
            known = next(place for place, other in enumerate(things) if other is thing)
        return encode_cursor(known, str(known))

    return cursor


def _place(things: Sequence[Any], cursor: str, field: str) -> int:
    """Where the cursor's node is; if it went away, the place before its first successor by number."""
    last_id, _ = decode_cursor(cursor, field)
    known = [identity(thing) for thing in things]
    if known and known[0] is None:
        return int(last_id)
    if last_id in known:
        return known.index(last_id)
    later = [place for place, one in enumerate(known) if isinstance(one, int) and one > last_id]
    return (later[0] - 1 if later else len(things)) if field == "after" else (later[0] if later else len(things))
