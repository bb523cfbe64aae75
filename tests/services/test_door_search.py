"""How much a search at the door tells, and what it reads for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from types import SimpleNamespace
from typing import Any

import pytest

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.services.door_search import MOST, DoorSearch
from ticketforge_desktop.services.ports.mirror import OrderFilter, Sort
from ticketforge_desktop.services.views import SearchHit, TicketRow


def ticket(number: int, event_id: str = "gala") -> TicketRow:
    told = dict[str, Any].fromkeys((each.name for each in fields(TicketRow) if each.name != "code"), "")
    return TicketRow(**told | {"ticket_id": f"{number:016x}", "event_id": event_id})


@dataclass
class Mirror:
    """Orders by name with their tickets, hits of the search, and no use of any ticket. It notes what is read."""

    orders_by_name: dict[str, Sequence[TicketRow]] = field(default_factory=dict)
    hits: Sequence[SearchHit] = ()
    gone: frozenset[str] = frozenset()
    read: list[str] = field(default_factory=list)

    def search(self, text: str, limit: int) -> Sequence[SearchHit]:
        return self.hits[:limit]

    def ticket(self, ticket_id: str) -> TicketRow:
        if ticket_id in self.gone:
            raise NotFound("Gone.", ticket=ticket_id)
        return ticket(int(ticket_id, 16))

    def orders(self, _wanted: OrderFilter, _sort: Sort) -> Any:
        return Pages([SimpleNamespace(name=name) for name in self.orders_by_name])

    def tickets(self, order: str) -> Iterator[TicketRow]:
        self.read.append(order)
        yield from self.orders_by_name[order]

    def use_of(self, _ticket_id: str) -> None:
        return None


class Pages(list[SimpleNamespace]):
    """A list that is asked for by the page."""

    def page(self, start: int, count: int) -> list[SimpleNamespace]:
        assert start + count <= len(self), "nobody asks for what is not there"
        return self[start : start + count]


def found(mirror: Mirror, *events: str) -> list[int]:
    search = DoorSearch(mirror, mirror)  # type: ignore[arg-type]
    return [int(one.ticket.ticket_id, 16) for one in search.find("groß", events or ("gala",))]


@pytest.mark.parametrize(("sold", "told"), [(MOST - 1, MOST - 1), (MOST, MOST), (MOST + 1, MOST)])
def test_a_search_tells_fifty_tickets_at_the_most(sold: int, told: int) -> None:
    assert MOST == 50
    assert found(Mirror({"#1": [ticket(n) for n in range(sold)]})) == list(range(told))


def test_once_fifty_are_found_no_further_order_is_read() -> None:
    mirror = Mirror({"#1": [ticket(n) for n in range(MOST)], "#2": [ticket(MOST)]})
    assert len(found(mirror)) == MOST
    assert mirror.read == ["#1"]


def test_only_tickets_that_are_told_count_towards_the_fifty() -> None:
    """Those of other events, and those found twice, take nobody's place."""
    matinee = [ticket(n, "matinee") for n in range(100, 100 + MOST)]
    mirror = Mirror({"#1": [*matinee, ticket(1), ticket(1), ticket(2)]})
    assert found(mirror) == [1, 2]


def test_of_a_name_that_many_have_five_and_twenty_orders_are_read_of_an_event() -> None:
    mirror = Mirror({f"#{n}": [ticket(n)] for n in range(30)})
    assert found(mirror) == list(range(25))
    assert found(mirror, "gala", "gala") == list(range(25)), "an event that is named twice is one"
    assert len(mirror.read) == 50


def test_a_ticket_that_went_while_it_was_looked_for_hides_no_other() -> None:
    hits = [SearchHit(kind, f"{n:016x}", "", "") for kind, n in (("ticket", 1), ("order", 2), ("ticket", 3))]
    assert found(Mirror({"#9": [ticket(9)]}, hits, gone=frozenset({f"{1:016x}"}))) == [3, 9]
