"""Two stations of one shop with a store between them: papers, doors, and a network that may be gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, cast

from tests.services.conftest import Founder
from tests.services.evening import EAN_KEY, Evening
from tests.services.paper import faces_of, renderers
from tests.services.run_shop import Machine, setup
from ticketforge_desktop.domain.errors import Conflict, NetworkUnavailable
from ticketforge_desktop.domain.reissues import Made, claim, give_up, lost_papers
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.ports.outbox import ActState
from ticketforge_desktop.services.ports.store import Document, Store
from ticketforge_desktop.services.print_tickets import Outcome, PrintTickets
from ticketforge_desktop.services.reprint import NewIssue, Reprint, ReprintRoom, current_issue, ean_maker
from ticketforge_desktop.services.share_printed import SharePrinted
from ticketforge_desktop.services.ticket_codes import TicketCodes


class IssueDocuments:
    """The store as far as issues need it: a document an order, compare-and-swap, and a network that may be gone."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        self.reachable = True
        self.swaps = 0
        self.before_swap: list[Callable[[], object]] = []  # others who are faster
        self.after_swap: list[Callable[[], object]] = []  # what happens to the answer
        self.app: dict[str, str] = {}  # documents of the app

    def order_document(self, order_id: int, key: str) -> Document | None:
        assert key == "issues"
        if not self.reachable:
            raise NetworkUnavailable("The store does not answer.")
        text = self.texts.get(order_id)
        return None if text is None else Document(text, self._digest(text))

    def swap_order_document(self, order_id: int, key: str, value: str, digest: str | None) -> Document:
        if self.before_swap:
            self.before_swap.pop(0)()
        known = self.order_document(order_id, key)
        if digest != (known.digest if known else None):
            raise Conflict("Somebody else was faster.")
        self.texts[order_id] = value
        self.swaps += 1
        if self.after_swap:
            self.after_swap.pop(0)()
        return Document(value, self._digest(value))

    def document(self, key: str) -> Document | None:
        text = self.app.get(key)
        return None if text is None else Document(text, self._digest(text))

    def swap_document(self, key: str, value: str, digest: str | None) -> Document:
        if self.before_swap:
            self.before_swap.pop(0)()
        known = self.document(key)
        if digest != (known.digest if known else None):
            raise Conflict("Somebody else was faster.")
        self.app[key] = value
        return Document(value, self._digest(value))

    def _digest(self, text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()


class Till:
    """A station that prints, reprints and lets people in."""

    def __init__(self, found: Founder, name: str, store: IssueDocuments) -> None:
        self.station, self.store, self.name = found(name), store, name
        self.evening = Evening(self.station)
        self.profile, self.clock = self.station.profile, self.station.clock
        self.machine = Machine()
        self.sold()

    def sold(self) -> list[str]:
        """The order of four tickets as the store has it now: what a sync brings."""
        told = {"issues": self.store.texts.get(1042, "")}
        return [ticket.ticket_id for ticket in self.evening.sold("#1042", quantity=4, **told)]

    def room(self, staff: Staff = DEFAULT_MANAGER) -> Reprint:
        file, keys = self.station.file, self.station.keys
        return Reprint(
            ReprintRoom(
                self.profile.queries, self.profile.issues, self.profile.print_ledger, lambda: self.store,
                (file.station_id(), file.station_name()), keys.key_id, self.profile.ticket_book.made, self.clock,
            ),
            staff,
        )  # fmt: skip

    def reprint(self, ticket_id: str, reason: str = "jammed") -> NewIssue:
        return self.room().next_issue(ticket_id, reason)

    def print(self, *ticket_ids: str, machine: Machine | None = None) -> list[Outcome]:
        ledger = self.profile.print_ledger
        room = PrintTickets(self.faces(), renderers(), ledger, self.clock, DEFAULT_MANAGER)
        return list(room.print(ticket_ids, setup(self.name), machine or self.machine))

    def faces(self) -> TicketFaces:
        file = self.station.file
        shop = self.profile.queries.shop()
        assert shop is not None
        codes = TicketCodes(shop.domain, self.station.keys.signer())
        current = current_issue(
            self.profile.issues, ean_maker(lambda: EAN_KEY), self.profile.ticket_book.made, file.station_id(),
            self.profile.printed_elsewhere.by,
        )  # fmt: skip
        return TicketFaces(self.profile.queries, codes.code_of, current=current)

    def tell(self) -> int:
        """What a sync exchanges of papers; how many documents of others were read."""
        elsewhere, file = self.profile.printed_elsewhere, self.station.file
        station = file.station_id(), file.station_name()
        return SharePrinted(elsewhere, elsewhere.ours, station, self.clock).run(cast(Store, self.store))

    def code(self, ticket_id: str) -> str:
        """The code that a paper of this ticket made here has now."""
        return next(self.faces().faces([ticket_id])).code

    def believes(self, other: Till) -> None:
        other.station.keys.signer()
        self.station.file.put_keys(other.station.file.keys())
        self.station.keys.enrol(other.station.keys.key_id(), DEFAULT_MANAGER, None)

    def verdict(self, code: str) -> str:
        return self.evening.verdict(code)

    def push(self) -> list[dict[str, Any]]:
        """What the outbox would do with acts of issues: the same rules as `shopify.acts.issues`, without the store."""
        pending = self.profile.outbox.entries(states=[ActState.PENDING])
        told = []
        for entry in reversed(pending):
            wanted: dict[str, Any] = entry.payload
            made = Made(wanted["issue"], wanted["at"], wanted["station"], wanted["station_id"], wanted["key"])
            text = self.store.texts.get(wanted["order_id"], "")
            claimed = claim(text, wanted["ticket"], made, wanted["upon"])
            after = claimed.text if claimed.ours else give_up(text, wanted["ticket"], made)
            self.store.texts[wanted["order_id"]] = after
            told.append({"lost": (made.issue, made.key_id) in lost_papers(after, wanted["ticket"])})
        return told

    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.store.texts.get(1042, "{}"))
        return found


__all__ = ["IssueDocuments", "Till", "faces_of"]
