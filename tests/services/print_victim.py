"""A program that prints a run and is killed where it was told to be; run as a process of its own.

The points lie in the program's own calls: the ledger and the printer's session are wrapped, nothing of them is
replaced. Whoever kills writes a line first, on the disk before the signal.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.services.paper import faces_of, renderers
from tests.services.post_office import Office
from tests.storage.story import KEYS
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.printer_papers import DevicePapers
from ticketforge_desktop.devices.printing.sample_faces import sample
from ticketforge_desktop.devices.printing.transports.tcp import Patience, TcpTransport
from ticketforge_desktop.domain.codes import Payload, encode, pack
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.printer_locks import PrinterLocks
from ticketforge_desktop.services.deliveries import TransportSession
from ticketforge_desktop.services.ports.documents import ReceiptFace
from ticketforge_desktop.services.ports.printers import Delivery, PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState, Step
from ticketforge_desktop.services.print_runs import PrintRuns, RunRoom
from ticketforge_desktop.services.receipts import ReceiptDesk, ReceiptRoom
from ticketforge_desktop.services.views import TicketRow
from ticketforge_desktop.storage.profile import Profile, open_profile

POINTS = ("taken", "queued", "before_sending", "sending", "mid_bytes", "after_bytes", "printed")
"""Where a program may die: with a paper taken from the run and no job, with a job and no bytes made, right before
`sending` is durable, right after, in the middle of the bytes, after all of them and before `printed`, and after it."""


def coded(row: TicketRow) -> str:
    """A code as a paper has it; nobody verifies the signature of a paper that is looked for."""
    packed = pack(Payload(b"\0" * 4, b"\1" * 5, bytes.fromhex(row.ticket_id), b"\2" * 4, row.issue))
    return encode(packed, bytes(range(1, 65)))


class Fate:
    """Kills at a point, the `after`-th time it is passed."""

    def __init__(self, point: str, after: int, log: str) -> None:
        self._point, self._after, self._log = point, after, log

    def pass_by(self, point: str, about: object = "") -> bool:
        """Whether this is the moment."""
        if point != self._point:
            return False
        self._after -= 1
        return self._after == 0

    def strike(self, about: object) -> None:
        with Path(self._log).open("a", encoding="utf-8") as log:
            log.write(f"{self._point} {about}\n")
            log.flush()
            os.fsync(log.fileno())
        os.kill(os.getpid(), signal.SIGKILL)

    def maybe(self, point: str, about: object) -> None:
        if self.pass_by(point):
            self.strike(about)


class Fated:
    """Another part of the program, with its calls met by fate before or after."""

    def __init__(self, real: Any, fate: Fate, **calls: Callable[[Any, Fate], Any]) -> None:
        self._real, self._fate, self._calls = real, fate, calls

    def __getattr__(self, name: str) -> Any:
        if name in self._calls:
            return self._calls[name](self._real, self._fate)
        return getattr(self._real, name)


def take(book: Any, fate: Fate) -> Any:
    def call(run_id: str, printer: str) -> Any:
        item = book.take(run_id, printer)
        fate.maybe("taken", item.ref if item else "")
        return item

    return call


def queue(ledger: Any, fate: Fate) -> Any:
    def call(*told: Any) -> Any:
        job = ledger.queue(*told)
        fate.maybe("queued", job.job_id)
        return job

    return call


def queue_all(ledger: Any, fate: Fate) -> Any:
    def call(*told: Any) -> Any:
        jobs = ledger.queue_all(*told)
        fate.maybe("queued", jobs[-1].job_id)
        return jobs

    return call


def move_all(ledger: Any, fate: Fate) -> Any:
    def call(steps: Sequence[Step], at: Any) -> Any:
        begins = steps[0].state is PrintState.SENDING
        fate.maybe("before_sending" if begins else "after_bytes", steps[0].job_id)
        moved = ledger.move_all(steps, at)
        fate.maybe("sending" if begins else "printed", steps[0].job_id)
        return moved

    return call


class HalfWay(TransportSession):
    """A session that may die with half a ticket on the line."""

    def __init__(self, port: int, fate: Fate) -> None:
        super().__init__(TcpTransport("127.0.0.1", port, Patience(5, 5, 5)))
        self._port, self._fate = port, fate

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        if self._fate.pass_by("mid_bytes"):
            with socket.create_connection(("127.0.0.1", self._port)) as line:
                line.sendall(data[: len(data) // 2])
                self._fate.strike(len(data) // 2)
        return super().deliver(data, opening)


def run_room(profile: Profile, open_session: Any, fate: Fate) -> RunRoom:
    ledger = Fated(profile.print_ledger, fate, queue=queue, queue_all=queue_all, move_all=move_all)
    book = Fated(profile.print_runs, fate, take=take)
    shelf = renderers()
    return RunRoom(
        book, ledger, profile.queries, faces_of(profile, coded), lambda setup: shelf[setup.language], open_session,  # type: ignore[arg-type]
        PrinterLocks(profile.folder), SystemClock(), documents=Office(),
    )  # fmt: skip


def sales(profile: Profile, count: int, port: int, fate: Fate) -> None:
    """A till that prints a receipt for each sale, and a copy of what somebody found spoiled."""
    ledger = Fated(profile.print_ledger, fate, queue_all=queue_all, move_all=move_all)
    setup = PrinterSetup("Kasse 1", "escpos", f"tcp://127.0.0.1:{port}", "roll-80mm")
    session = HalfWay(port, fate)
    room = ReceiptRoom(
        ledger, lambda _name: setup, DevicePapers(LayoutShelf()), lambda _setup: session,  # type: ignore[arg-type]
        PrinterLocks(profile.folder), SystemClock(),
    )  # fmt: skip
    till = ReceiptDesk(room, DEFAULT_MANAGER)
    found = sample("receipt")
    assert isinstance(found, ReceiptFace)
    for number in (f"K1-{place}" for place in range(1, count + 1)):
        fate.maybe("taken", number)
        states = {str(job.state) for job in till.papers(number) if job.kind == "receipt"}
        if states & {"printed", "in_doubt"}:
            continue
        if "void" in states:
            entry = till.print_copy(number, "Kasse 1", "spoiled")
        else:
            entry = till.print_receipt(replace(found, number=number), "Kasse 1", open_drawer=True)
        if entry.state is not PrintState.PRINTED:
            return


def main(folder: str, port: str, run_id: str, point: str, after: str, log: str) -> None:
    fate = Fate(point, int(after), log)
    with open_profile(Path(folder), KEYS) as profile:
        if run_id.startswith("till:"):
            sales(profile, int(run_id.partition(":")[2]), int(port), fate)
            return
        room = run_room(profile, lambda _setup: HalfWay(int(port), fate), fate)
        setup = PrinterSetup("Kasse 1", "zpl", f"tcp://127.0.0.1:{port}", "label-10x5cm")
        for event in PrintRuns(room, DEFAULT_MANAGER).work(run_id, [setup]):
            assert event.trouble is None, event.trouble


if __name__ == "__main__":
    main(*sys.argv[1:])
