"""Any two stations that saw the same store name the same dead tickets, in whatever order they saw what happened.

A model of one order in the store: refunds by the seller's admin, by our stations (which name their units first), edits,
cancellation and reversal. Each act makes a version. A station reads versions late, twice, out of order and not all of
them; like the mirror it keeps the newest it has seen and derives the tickets from that alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.makers import EAN_KEY, EVENT, SHOP, line, order
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.domain.records import LineRecord, OrderRecord
from ticketforge_desktop.domain.ticketing import EventIndex, derive_tickets
from ticketforge_desktop.domain.units import dead_units, name_units, read_void_units, unname_units

EVENTS = EventIndex({5: EVENT}, [EVENT])
LIVING = {str(TicketState.VALID), str(TicketState.UNPAID)}


@dataclass(frozen=True)
class Version:
    """The order as the store had it after so many acts."""

    order: OrderRecord
    lines: tuple[LineRecord, ...]

    def then(self, **told: object) -> Version:
        """The next one: the store's clock went on."""
        number = int(self.order.updated_at or 0) + 1
        return replace(self, order=self.order._replace(updated_at=f"{number:06}", **told))  # type: ignore[arg-type]

    def takes(self, place: int, count: int) -> Version:
        """Fewer of a line."""
        lines = list(self.lines)
        lines[place] = lines[place]._replace(current_quantity=lines[place].current_quantity - count)
        return replace(self, lines=tuple(lines))

    def alive(self, place: int) -> list[int]:
        row = self.lines[place]
        dead = dead_units(
            row.quantity, row.current_quantity, read_void_units(self.order.void_units).get(row.line_id, ())
        )
        return sorted(set(range(1, row.quantity + 1)) - dead)


def dead_tickets(version: Version) -> frozenset[str]:
    """Names of the tickets that let nobody in."""
    tickets = derive_tickets(SHOP, EAN_KEY, version.order, version.lines, EVENTS)
    return frozenset(ticket.ticket_id for ticket in tickets if ticket.state not in LIVING)


ACTS = ("admin", "ours", "refused", "money", "edit", "grow", "cancel", "reverse", "all money", "tag")


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """What became of an order of one to three lines."""
    lines = tuple(line(number, quantity=draw(st.integers(1, 5))) for number in range(1, draw(st.integers(2, 4))))
    versions = [Version(order(updated_at="000000"), lines)]
    for act in draw(st.lists(st.sampled_from(ACTS), max_size=8)):
        versions += happens(draw, versions[-1], act)
    return versions


def happens(draw: st.DrawFn, now: Version, act: str) -> list[Version]:
    """The versions an act makes; one that can't happen makes none."""
    place = draw(st.integers(0, len(now.lines) - 1))
    alive, row = now.alive(place), now.lines[place]
    match act:
        case "cancel":
            return [now.then(cancelled_at="2026-11-22T20:00:00Z")]
        case "reverse":
            return [now.then(financial_status="VOIDED")]
        case "all money":
            return [now.then(financial_status="REFUNDED", refunds=now.order.refunds + 1)]
        case "money":
            return [now.then(financial_status="PARTIALLY_REFUNDED", refunds=now.order.refunds + 1)]
        case "tag":
            return [now.then(tags="seen")]
        case "grow":
            added = line(len(now.lines) + 1, quantity=draw(st.integers(1, 3)))
            return [replace(now, lines=(*now.lines, added)).then()]
    if not alive:
        return []
    if act in ("admin", "edit"):
        fewer = now.takes(place, draw(st.integers(1, len(alive))))
        refunds = now.order.refunds + (act == "admin")
        return [fewer.then(refunds=refunds)]
    chosen = draw(st.lists(st.sampled_from(alive), min_size=1, unique=True))
    named = now.then(void_units=name_units(row, now.order.void_units, chosen))
    if act == "refused":
        return [named, named.then(void_units=unname_units(row, named.order.void_units, chosen))]
    return [named, named.takes(place, len(chosen)).then(refunds=now.order.refunds + 1)]


def as_seen(versions: list[Version], order_of_sight: list[int]) -> Version:
    """A station's mirror: a version replaces what it has unless that is newer."""
    held = versions[order_of_sight[0]]
    for place in order_of_sight[1:]:
        if versions[place].order.updated_at >= held.order.updated_at:
            held = versions[place]
    return held


@given(histories(), st.data())
def test_two_stations_that_saw_the_same_store_name_the_same_dead(versions: list[Version], data: st.DataObject) -> None:
    last = len(versions) - 1
    sights = []
    for _ in range(2):
        seen = data.draw(st.lists(st.integers(0, last), max_size=10))
        # Wherever the newest comes among the others, both have seen it in the end.
        seen.insert(data.draw(st.integers(0, len(seen))), last)
        sights.append(seen)
    first, second = (as_seen(versions, seen) for seen in sights)
    assert dead_tickets(first) == dead_tickets(second)


@given(histories())
def test_a_station_that_was_there_all_along_and_one_that_came_late_agree_at_every_moment(
    versions: list[Version],
) -> None:
    """And who was dead stays dead, unless the whole order was only reversed or its money came back."""
    for place, version in enumerate(versions):
        assert dead_tickets(as_seen(versions, list(range(place + 1)))) == dead_tickets(version)
    for before, after in pairwise(versions):
        assert dead_tickets(before) <= dead_tickets(after) or before.order.financial_status != "PAID"


@given(histories())
def test_as_many_die_as_the_store_says(versions: list[Version]) -> None:
    last = versions[-1]
    gone = sum(row.quantity - row.current_quantity for row in last.lines)
    whole = last.order.cancelled_at or last.order.financial_status in ("REFUNDED", "VOIDED")
    everybody = sum(row.quantity for row in last.lines)
    assert len(dead_tickets(last)) == (everybody if whole else gone)
