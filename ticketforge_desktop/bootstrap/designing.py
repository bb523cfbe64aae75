"""What the window's layout designer asks: drafts, printers, and the mirror's longest names to try them with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.mirror import EventFilter, OrderFilter, Sort
from ticketforge_desktop.services.ports.printing import CopyKind, TicketFace
from ticketforge_desktop.services.printers import DPIS
from ticketforge_desktop.services.unsaved_layouts import UnsavedDrafts
from ticketforge_desktop.ui.screens.designer.desk import Sample, Target

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.ports.documents import Face
    from ticketforge_desktop.services.ports.layout_design import DesignDesk, Draft
    from ticketforge_desktop.services.ports.mirror import Listing
    from ticketforge_desktop.services.ports.printers import Delivery
    from ticketforge_desktop.services.ports.printing import LayoutInfo
    from ticketforge_desktop.services.views import EventRow, TicketRow

# A store of any size is looked through in a moment: the newest of each, and the events with the longest titles.
_ROWS: Final = 4_000
_EVENTS: Final = 30
_TICKETS: Final = 2_000
_PAGE: Final = 500
_PDF_DPI: Final = 300
RowT = TypeVar("RowT")


class Designing:
    """`ui.screens.designer.desk.DesignPage` of a desk. Every method may be called on any thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def design(self) -> DesignDesk:
        return self._desk.printing.design

    @cached_property
    def unsaved(self) -> UnsavedDrafts:
        from ticketforge_desktop.devices.printing.layouts_unsaved import UnsavedFolder

        return UnsavedDrafts(UnsavedFolder(self._desk.folder.path / "unsaved-layouts"), self.design, self._desk.now)

    def test_print(self, draft: Draft, face: Face, printer: str, words: str) -> Delivery:
        from ticketforge_desktop.devices.printing.draft_papers import DraftPapers
        from ticketforge_desktop.services.test_prints import TestPrints

        printers, staff = self._desk.printers, self._desk.staff
        papers = DraftPapers(printers.simulated)
        prints = TestPrints(printers.kept, papers.paper, printers.open_session, staff, self._desk.printing.room.lock)
        return prints.print(draft, face, printer, words)

    def layouts(self) -> Sequence[LayoutInfo]:
        return self._desk.printing.shelf.all()  # also what is no ticket

    def targets(self, languages: Sequence[str]) -> Sequence[Target]:
        setups = [Target(setup.language, setup.dpi, setup.name) for setup in self._desk.printers.kept.all()]
        usual = [Target(language, dpi) for language, every in DPIS.items() for dpi in every]
        if "pdf" not in DPIS:
            usual.append(Target("pdf", _PDF_DPI))
        return [target for target in (*setups, *usual) if not languages or target.language in languages]

    def samples(self) -> Sequence[Sample]:
        """Of the mirror; none while it has no order."""
        usual = self._usual()
        if usual is None:
            return []
        return [
            Sample("longest", self._longest(usual)),
            Sample("usual", usual),
            Sample("bare", replace(usual, doors_at=None, city="", seat="", holder="", units=1, unit=1)),
        ]

    def _usual(self) -> TicketFace | None:
        """A ticket of the newest order that has one."""
        queries = self._desk.queries
        row: TicketRow | None = None
        for order in queries.orders(OrderFilter(), Sort("created_at", descending=True)).page(0, 50):
            row = next(iter(queries.tickets(order=order.name, limit=1)), None)
            if row is not None:
                break
        if row is None:
            return None
        proofs = TicketFaces(queries, lambda _row: "", demo=self._desk.on_demo_store())
        # A picture of the screen says nothing of proofs; a test print does.
        return replace(next(proofs.faces([row.ticket_id], CopyKind.PROOF)), copy_kind="", issue=1)

    def _longest(self, usual: TicketFace) -> TicketFace:
        """The longest of everything the mirror has, put together on one ticket."""
        queries = self._desk.queries
        events = list(_rows(queries.events(EventFilter(), Sort("starts_at", descending=True))))
        orders = list(_rows(queries.orders(OrderFilter(), Sort("created_at", descending=True))))
        picked = self._picked(events)
        categories, seats, holders = [usual.category], [usual.seat], [usual.holder]
        for event in picked:
            with suppress(NotFound):  # a sync may take it away meanwhile
                categories.extend(category.name for category in queries.categories(event.event_id))
        for row in self._tickets(picked):
            seats.append(row.seat)
            holders.append(row.holder)
            categories.append(row.category)
        return replace(
            usual,
            event=_longest((event.title for event in events), usual.event),
            venue=_longest((event.venue for event in events), usual.venue),
            city=_longest((event.city for event in events), usual.city),
            category=_longest(categories, usual.category),
            seat=_longest(seats, usual.seat),
            holder=_longest((*holders, *(order.holder for order in orders)), usual.holder),
            order=_longest((order.name for order in orders), usual.order),
            unit=max(usual.unit, 10),
            units=max(usual.units, 10),
        )

    @staticmethod
    def _picked(events: Sequence[EventRow]) -> list[EventRow]:
        """Events whose categories and tickets are looked through: the longest titles and the most sold."""

        def most(key: Callable[[EventRow], int]) -> list[EventRow]:
            return sorted(events, key=key, reverse=True)[:_EVENTS]

        found = {event.event_id: event for event in (*most(lambda e: len(e.title)), *most(lambda e: e.sold))}
        return list(found.values())

    def _tickets(self, events: Sequence[EventRow]) -> Iterator[TicketRow]:
        for event in sorted(events, key=lambda event: event.sold, reverse=True)[:3]:
            yield from self._desk.queries.tickets(event_id=event.event_id, limit=_TICKETS)


def _rows(listing: Listing[RowT]) -> Iterator[RowT]:
    """The first rows of a listing, a page at a time."""

    def pages() -> Iterator[RowT]:
        for start in range(0, len(listing), _PAGE):
            yield from listing.page(start, _PAGE)

    return islice(pages(), _ROWS)


def _longest(texts: Iterable[str], usual: str) -> str:
    return max((usual, *texts), key=len)
