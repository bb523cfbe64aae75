"""Sales out of a lease whose order the store refused: the buyer has paid and holds the tickets.

The tickets stay valid, because they were sold. That the store has no order for them is told once in the inbox
(`sale_refused`); a manager honours them (says so there, and settles or repeats the act in the outbox), or keeps them
out with one act. A sale from open stock is not among them: it was never the buyer's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from ticketforge_desktop.domain.effects import NewFlag
from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.ports.outbox import ActState, Outbox, OutboxEntry
from ticketforge_desktop.services.ports.till import Sale, StockWay, TillFile

KIND: Final = "sale_refused"
UNANSWERED: Final = "sale_unanswered"
# Whoever asks for open stock waits beside the buyer; after this nobody does any more.
PATIENCE: Final = timedelta(minutes=5)


class RefusedSales:
    """Every method may be called on any thread.

    Args:
        raise_flags: keeps flags; each is raised once.
        gates: blocks tickets at all doors.
    """

    def __init__(
        self,
        outbox: Outbox,
        file: TillFile,
        raise_flags: Callable[[Sequence[NewFlag], Staff], int],
        gates: Gates,
        now: Callable[[], datetime],
    ) -> None:
        self._outbox, self._file, self._raise, self._gates = outbox, file, raise_flags, gates
        self._now = now

    def look(self, staff: Staff) -> int:
        """Tell the inbox of sales the store has refused; how many are new."""
        parked = self._outbox.entries(states=[ActState.ATTENTION])
        flags = [_flag(sale, entry) for entry in parked if (sale := self._refused(entry)) is not None]
        return self._raise(flags, staff) if flags else 0

    def look_unanswered(self, staff: Staff) -> int:
        """Tell the inbox of open stock the store gave when the buyer had gone: the order is there, the money is not."""
        late = self._now() - PATIENCE
        left = [sale for sale in self._file.asked() if not sale.pending and sale.at < late]
        return self._raise([_unanswered(sale) for sale in left], staff) if left else 0

    def block(self, sale_id: str, reason: str, staff: Staff) -> Sequence[str]:
        """Keep all tickets of a refused sale out; the ids of those that could still get in. Twice is once.

        Raises:
            RightMissing: to force admissions.
            NotFound: no such sale here.
            Conflict: the store has not refused it.
            BadInput: no reason.
        """
        staff.require(Right.FORCE_ADMISSION)
        sale = self._file.sale(sale_id)
        if self._refused(self._outbox.entry(sale.outbox_id)) is None:
            raise Conflict(
                f"The store has not refused sale {_name(sale)}.",
                sale=sale_id,
                next_step="Look at what waits for a person: `ticketforge outbox list --state attention`.",
            )
        ended, blocked = set(self._file.ended([one.ticket_id for one in sale.tickets])), self._gates.blocked()
        wanted = [one for one in sale.tickets if one.ticket_id not in blocked and one.ticket_id not in ended]
        for one in wanted:
            self._gates.block(one.ticket_id, reason, staff, event_id=one.event_id)
        return [one.ticket_id for one in wanted]

    def _refused(self, entry: OutboxEntry) -> Sale | None:
        """The sale of a parked act, where the store said no, and the tickets are the buyer's."""
        if entry.kind != "sale" or entry.state is not ActState.ATTENTION or entry.maybe_done:
            return None
        try:
            sale = self._file.sale(entry.source)
        except NotFound:
            return None
        return sale if sale.sold and sale.stock is not StockWay.SHELF else None


def _flag(sale: Sale, entry: OutboxEntry) -> NewFlag:
    facts: dict[str, str | int] = {
        "sale": sale.sale_id,
        "order": _name(sale),
        "tickets": len(sale.tickets),
        "event_id": sale.tickets[0].event_id if sale.tickets else "",
        "outbox": entry.outbox_id,
        "why": entry.last_error,
    }
    return NewFlag(f"{KIND}:{sale.sale_id}", KIND, sale.sale_id, facts)


def _unanswered(sale: Sale) -> NewFlag:
    facts: dict[str, str | int] = {
        "sale": sale.sale_id,
        "order": sale.order or _name(sale),
        "tickets": len(sale.tickets),
        "event_id": sale.tickets[0].event_id if sale.tickets else "",
    }
    return NewFlag(f"{UNANSWERED}:{sale.sale_id}", UNANSWERED, sale.sale_id, facts)


def _name(sale: Sale) -> str:
    """By its receipt: the store has named no order."""
    return f"R{sale.receipt:06d}"
