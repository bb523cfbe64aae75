"""A print shop: runs on the station's real files, with printers whose sessions are the test's own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.services.paper import Hall, faces_of, renderers
from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.services.ports.print_runs import RunState
from ticketforge_desktop.services.ports.printers import Condition, Delivery, PrinterSetup, PrinterState
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.print_runs import PrintRuns, RunEvent, RunRoom
from ticketforge_desktop.services.run_choice import Choice
from ticketforge_desktop.storage.profile import Profile

PRINTED = Delivery(PrintState.PRINTED, True, Condition.READY)
JAM = Delivery(PrintState.IN_DOUBT, False, Condition.JAM, "paper jam")
OFF = Delivery(PrintState.FAILED, False, Condition.OFFLINE, "the printer is off")


def setup(name: str, layout: str = "label-10x5cm") -> PrinterSetup:
    return PrinterSetup(name, "zpl", "tcp://127.0.0.1:9", layout)


class Machine:
    """A printer's session that keeps what came out; each paper may be met by an order instead."""

    def __init__(self, *orders: Delivery | Callable[[], Delivery | None] | None) -> None:
        self.orders = list(orders)
        self.papers: list[bytes] = []
        self.openings = 0
        self.closed = 0

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        self.openings += bool(opening)
        order = self.orders.pop(0) if self.orders else None
        told = order() if callable(order) else order
        if told is not None and told.state is not PrintState.PRINTED:
            return told
        self.papers.append(data)
        return told or PRINTED

    def state(self) -> PrinterState:
        return PrinterState((Condition.READY,), speaks=True)

    def close(self) -> None:
        self.closed += 1


class WideMachine(Machine):
    """One that takes several at once and acknowledges each."""

    def __init__(self, *orders: Any) -> None:
        super().__init__(*orders)
        self.windows: list[int] = []

    def deliver_all(self, tickets: Sequence[bytes], opening: bytes = b"") -> Sequence[Delivery]:
        self.windows.append(len(tickets))
        told: list[Delivery] = []
        for data in tickets:
            stuck = bool(told) and told[-1].state is not PrintState.PRINTED
            told.append(told[-1] if stuck else self.deliver(data))
        return told


class Keys:
    """Who holds which printer, for all threads and shops that share it."""

    def __init__(self) -> None:
        self._held: set[str] = set()
        self._lock = threading.Lock()

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        with self._lock:
            if name in self._held:
                raise Conflict(f"Somebody else is printing on {name}.", printer=name)
            self._held.add(name)
        try:
            yield
        finally:
            with self._lock:
                self._held.discard(name)


class Shop:
    """Runs of one station."""

    def __init__(self, hall: Hall, *, profile: Profile | None = None, keys: Keys | None = None, **more: Any) -> None:
        self.hall, self.profile = hall, profile or hall.profile
        self.keys = keys or Keys()
        self.machines: dict[str, Machine] = {}
        room = RunRoom(
            self.profile.print_runs, self.profile.print_ledger, self.profile.queries, faces_of(self.profile),
            lambda told: renderers()[told.language], self._open, self.keys, hall.clock, **more,
        )  # fmt: skip
        self.room = room
        self.runs = PrintRuns(room, DEFAULT_MANAGER)

    def _open(self, told: PrinterSetup) -> Machine:
        return self.machines.setdefault(told.name, Machine())

    def as_staff(self, staff: Staff) -> PrintRuns:
        return PrintRuns(self.room, staff)

    def plan(self, **choice: Any) -> str:
        """The run's id."""
        return self.runs.plan(Choice(**({"event_id": "gala"} | choice))).run_id

    def work(self, run_id: str, *names: str, **more: Any) -> list[RunEvent]:
        return list(self.runs.work(run_id, [setup(name) for name in names or ("Kasse 1",)], **more))

    def state(self, run_id: str) -> RunState:
        return self.runs.progress(run_id).run.state

    def numbers(self, *names: str) -> list[str]:
        """Numbers of the tickets that came out of these printers, in order."""
        known = [row.number for row in self.profile.queries.tickets(event_id="gala")]
        papers = [data for name in names for data in self.machines[name].papers]
        return [number for data in papers for number in known if f"^FD{number}^FS".encode() in data]
