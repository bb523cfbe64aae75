"""Searching and paging a table, by keys and never by positions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ticketforge_desktop.demo.calls import Refused
from ticketforge_desktop.demo.index import ID_MASK, Table, pack
from ticketforge_desktop.demo.pages import Page, decode_cursor, encode_cursor, window
from ticketforge_desktop.demo.search import FOREVER, Search

PAGING_STOP = 25_000
"""No further than 25,000 objects in one paging (an assumption: docs/store-fidelity.md, "Reading")."""
BY_ID = frozenset({"", "ID", "RELEVANCE", "CREATED_AT", "ORDER_NUMBER", "NUMBER"})

SortKey = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Ordering:
    """A sorted run of (key, id): how to walk it and how to find a cursor in it."""

    keys: Sequence[Any]
    id_of: Callable[[Any], int]
    key_at: Callable[[Any, Any], Any]  # (last_id, last_value) of a cursor -> key
    value_of: Callable[[Any], object]  # row -> last_value


def matching_ids(table: Table[Any], search: Search) -> Iterator[int]:
    """Ids of all that match, ascending by id (counts, bulk jobs)."""
    for number in _candidates(table, search):
        if matches(table, search, number):
            yield number


def matches(table: Table[Any], search: Search, number: int) -> bool:
    """Whether the index shows ``number`` as a match; what is gone is never shown."""
    row = table.rows.get(number)
    if row is None:
        return False
    if table.pending:
        document = table.document(number)
        if document is not None:
            return search.matches(document.get)
    readers = table.readers
    return search.matches(lambda name: readers[name](row))


def _candidates(table: Table[Any], search: Search) -> Sequence[int]:
    if "updated_at" in search.lower:
        return sorted(key & ID_MASK for key in _slice(table, search))
    return list(table.ids)


def _slice(table: Table[Any], search: Search) -> Sequence[int]:
    low = search.lower.get("updated_at", 0)
    high = search.upper.get("updated_at", FOREVER)
    start = bisect_left(table.keys, pack(max(low, 0), 0))
    stop = len(table.keys) if high >= FOREVER else bisect_right(table.keys, pack(max(high, 0), ID_MASK))
    return table.keys[start:stop]


def search_page(
    table: Table[Any], search: Search, args: Mapping[str, Any], sorts: Mapping[str, SortKey] | None = None
) -> Page:
    """One page. ``sortKey`` ID, CREATED_AT and the like follow ids; UPDATED_AT the index; others ``sorts``."""
    size, from_end = window(args)
    order = _ordering(table, search, str(args.get("sortKey") or ""), sorts or {})
    keys = order.keys
    backward = bool(args.get("reverse")) != from_end
    start, stop = _limits(keys, order, args)
    _stop_far_pages(table, search, order, start if not args.get("reverse") else len(keys) - stop, args)
    found: list[Any] = []
    places = range(stop - 1, start - 1, -1) if backward else range(start, stop)
    for place in places:
        number = order.id_of(keys[place])
        if matches(table, search, number):
            found.append(table.rows[number])
            if len(found) > size:
                break
    more = len(found) > size
    nodes = found[:size]
    if from_end:
        nodes.reverse()
    cursor = _cursor_maker(order)
    if from_end:
        return Page(nodes, bool(args.get("before")), more, cursor)
    return Page(nodes, more, bool(args.get("after")), cursor)


def _cursor_maker(order: Ordering) -> Callable[[Any], str]:
    return lambda row: encode_cursor(row.id, order.value_of(row))


def _limits(keys: Sequence[Any], order: Ordering, args: Mapping[str, Any]) -> tuple[int, int]:
    start, stop = 0, len(keys)
    reverse = bool(args.get("reverse"))
    for name in ("after", "before"):
        text = args.get(name)
        if not text:
            continue
        try:
            key = order.key_at(*decode_cursor(text, name))
            lower_end = (name == "after") != reverse
            if lower_end:
                start = max(start, bisect_right(keys, key))
            else:
                stop = min(stop, bisect_left(keys, key))
        except (TypeError, ValueError):
            raise Refused("Invalid cursor for current pagination sort.", "BAD_REQUEST") from None
    return start, max(start, stop)


def _stop_far_pages(table: Table[Any], search: Search, order: Ordering, passed: int, args: Mapping[str, Any]) -> None:
    if not args.get("after") or passed < PAGING_STOP:
        return
    keys = order.keys[:passed] if not args.get("reverse") else order.keys[len(order.keys) - passed :]
    seen = sum(1 for key in keys if matches(table, search, order.id_of(key)))
    if seen >= PAGING_STOP:
        raise Refused(f"Pagination is limited to {PAGING_STOP} objects. Narrow the query.", "BAD_REQUEST")


def _ordering(table: Table[Any], search: Search, sort_key: str, sorts: Mapping[str, SortKey]) -> Ordering:
    if sort_key == "UPDATED_AT":
        return Ordering(
            _slice(table, search),
            lambda key: key & ID_MASK,
            lambda last_id, value: pack(int(value) // 1000, int(last_id)),
            lambda row: _shown_stamp(table, row) * 1000,
        )
    if sort_key in BY_ID or sort_key not in sorts:
        return Ordering(
            _candidates(table, search) if search.lower else table.ids,
            lambda key: key,
            lambda last_id, value: int(last_id),
            lambda row: str(row.id),
        )
    read = sorts[sort_key]
    keys = sorted((read(table.rows[n]), n) for n in _candidates(table, search) if n in table.rows)
    return Ordering(keys, lambda key: key[1], lambda last_id, value: (value, int(last_id)), read)


def _shown_stamp(table: Table[Any], row: Any) -> int:
    shown = table.shown.get(row.id)
    return shown if shown is not None else row.updated_at
